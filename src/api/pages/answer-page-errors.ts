/** Answers what goes wrong with a page by a page. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError } from '../../domain/errors.ts';
import { answerTo } from '../shared/answer-errors.ts';
import type { Beckon } from '../shared/beckon.ts';
import { sendNotice } from './page.ts';

export function answerPageErrors({ urls }: Beckon) {
  return (error: FastifyError | DomainError, request: FastifyRequest, reply: FastifyReply) => {
    const { status, headers, body } = answerTo(error, request);
    const page = { title: 'That did not work', basePath: urls.basePath, text: `${body.message}.` };
    return sendNotice(reply.headers(headers), status, page);
  };
}

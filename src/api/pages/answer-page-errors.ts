/** Answers what goes wrong with a page by a page. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { DomainError } from '../../domain/errors.ts';
import type { ErrorAnswer } from '../../wire/errors.ts';
import { answerTo } from '../shared/answer-errors.ts';
import type { ApiServices } from '../shared/services.ts';
import { type Html, html } from './html.ts';
import { sendNotice } from './page.ts';
import { type Texts, textsFor } from './text/catalogue.ts';

export function answerPageErrors({ urls }: ApiServices) {
  return (error: FastifyError | DomainError, request: FastifyRequest, reply: FastifyReply) => {
    const { status, headers, body } = answerTo(error, request);
    const texts = textsFor(request);
    const page = { texts, title: texts.t('failed.title'), basePath: urls.basePath };
    return sendNotice(reply.headers(headers), status, { ...page, text: textOf({ status, headers, body }, texts) });
  };
}

/** What no person can have brought about is left in the API's words, for whoever looks after the app. */
function textOf({ status, headers, body: { message } }: ErrorAnswer, { t }: Texts): Html {
  if (status === 429) return t('failed.tooMany', { minutes: Math.ceil(Number(headers['retry-after']) / 60) });
  if (status === 503) return t('failed.busy');
  if (status === 500) return t('failed.defect');
  return t('failed.otherwise', { reason: html`<span lang="en">${message}</span>` });
}

/** Answers every refusal, and every request the framework itself turns down, with the vendor's error envelope. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { DomainError, type ErrorCode, type Refusal } from '../../domain/errors.ts';
import { defectAnswer, type ErrorAnswer, errorAnswer } from '../../wire/errors.ts';

export const answerErrors = fastifyPlugin(async (app) => {
  app.setErrorHandler((error: FastifyError | DomainError, request, reply) => {
    const refusal = refusalOf(error);
    const answer = refusal ? errorAnswer(refusal) : defectAnswer;
    if (!refusal) request.log.error({ err: error }, 'a defect, answered with 500');
    else if (error instanceof DomainError && error.detail) {
      request.log[answer.status >= 500 ? 'error' : 'debug'](error.detail);
    }
    return send(reply, answer);
  });
  app.setNotFoundHandler((request, reply) => send(reply, errorAnswer(refusalOfUnknown(request))));
});

function send(reply: FastifyReply, { status, headers, body }: ErrorAnswer): FastifyReply {
  return reply.status(status).headers(headers).type('application/json').send(body);
}

/** Operations of the vendor's that have nothing to do with paging are told apart from addresses that do not exist. */
function refusalOfUnknown(request: FastifyRequest): Refusal {
  const isElsewhere =
    /^\/restapi\/v1\.0\/(.+\/)?(sms|mms|fax|a2p-sms|call-log|active-calls|ring-out|telephony|recording|meeting|glip|sip-provision|device|phone-number|answering-rule|greeting|fax-cover-page|number-parser)(\/|\?|$)/;
  return { code: isElsewhere.test(request.url) ? 'not-offered' : 'unknown-route' };
}

const codes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_BAD_URL: 'unknown-route',
};

/** Undefined for a defect of our own. */
function refusalOf(error: FastifyError | DomainError): Refusal | undefined {
  if (error instanceof DomainError) return error.refusal;
  if (error.validation) return refusalOfInvalid(error);
  const code = codes[error.code];
  if (code) return { code };
  if (error instanceof SyntaxError || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return { code: 'malformed-json' };
  const isClientsFault = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500;
  return isClientsFault ? { code: 'malformed-request' } : undefined;
}

interface Violation {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: { missingProperty?: string };
}

/** Names the first parameter at fault the vendor's way: `to.extensionNumber` for `/to/0/extensionNumber`. */
function refusalOfInvalid(error: FastifyError): Refusal {
  const violations = error.validation as unknown as Violation[];
  // A wrong value says more than a missing neighbour.
  const violation = violations.find(({ instancePath }) => instancePath !== '') ?? violations[0];
  const path = (violation?.instancePath ?? '').split('/').filter((step) => step !== '' && !/^\d+$/.test(step));
  const missing = violation?.params.missingProperty;
  if (missing !== undefined) path.push(missing);
  if (path.length === 0) return { code: 'malformed-request' };
  return { code: 'invalid-parameter', parameter: path.join('.') };
}

/** Answers every refusal, and every request the framework itself turns down, with the vendor's error envelope. */

import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { fastifyPlugin } from 'fastify-plugin';
import { DomainError, type ErrorCode, type Refusal } from '../../domain/errors.ts';
import { defectAnswer, type ErrorAnswer, errorAnswer } from '../../wire/errors.ts';
import { isVendorOperation } from '../../wire/vendor-operations.ts';
import { hintFromRequest } from './hint-from-request.ts';
import { formType } from './operation.ts';

export const answerErrors = fastifyPlugin(async (app) => {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => send(reply, errorAnswer(refusalOfUnknown(request))));
});

/** Also for what the framework turns down before any plugin sees it, such as an address that cannot be decoded. */
export function answerError(error: FastifyError | DomainError, request: FastifyRequest, reply: FastifyReply) {
  return send(reply, answerTo(error, request));
}

/** The answer to an error; what its caller must not know is logged. */
export function answerTo(error: FastifyError | DomainError, request: FastifyRequest): ErrorAnswer {
  const refusal = refusalOf(error, request);
  const answer = refusal ? errorAnswer(refusal, hintFromRequest(refusal, request)) : defectAnswer;
  if (!refusal) request.log.error({ err: error }, 'a defect, answered with 500');
  else if (error instanceof DomainError && error.detail) {
    request.log[answer.status >= 500 ? 'error' : 'debug'](error.detail);
  }
  return answer;
}

/** For bytes that are no HTTP request at all, or headers past every limit: there is no request to answer then. */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const { body } = errorAnswer({ code: 'malformed-request' });
  const status = statusOf(error);
  const text = JSON.stringify(body);
  const headers = [
    `RCRequestId: ${randomUUID()}`,
    'Content-Type: application/json',
    'Connection: close',
    'X-Content-Type-Options: nosniff',
  ];
  socket.end([`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${Buffer.byteLength(text)}`, '', text].join('\r\n'));
}

function statusOf({ code }: ConnectionError): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return (code as string) === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
}

function send(reply: FastifyReply, { status, headers, body }: ErrorAnswer): FastifyReply {
  return reply.status(status).headers(headers).type('application/json').send(body);
}

/** Operations of the vendor's that have nothing to do with paging are told apart from addresses that do not exist. */
function refusalOfUnknown({ method, url }: FastifyRequest): Refusal {
  const path = (url.split('?', 1)[0] ?? '').replace(/\/{2,}/g, '/');
  return { code: isVendorOperation(method, path) ? 'not-offered' : 'unknown-route' };
}

const codes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_BAD_URL: 'unknown-route',
};

/** Undefined for a defect of our own. */
function refusalOf(error: FastifyError | DomainError, request: FastifyRequest): Refusal | undefined {
  if (error instanceof DomainError) return error.refusal;
  if (error.validation) return refusalOfInvalid(error, request);
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
function refusalOfInvalid(error: FastifyError, request: FastifyRequest): Refusal {
  const violations = error.validation as unknown as Violation[];
  // A wrong value says more than a missing neighbour.
  const violation = violations.find(({ instancePath }) => instancePath !== '') ?? violations[0];
  const path = (violation?.instancePath ?? '').split('/').filter((step) => step !== '' && !/^\d+$/.test(step));
  const missing = violation?.params.missingProperty;
  if (missing !== undefined) path.push(missing);
  // Clients that sign in read the errors of OAuth.
  const isForm = request.routeOptions.config.operation?.consumes?.includes(formType);
  if (isForm) return { code: 'invalid-oauth-request', subject: path.join('.') };
  if (path.length === 0) return { code: 'malformed-request' };
  return { code: 'invalid-parameter', parameter: path.join('.') };
}

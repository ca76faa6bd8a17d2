/** Webhooks: asking an address whether it wants to hear, and telling it. (WIRE contract, section 7.) */

import { randomBytes } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';
import type { WebHookChannel } from '../domain/subscription.ts';
import { type Outgoing, type OutgoingAnswer, OutgoingError } from '../outgoing/outgoing.ts';
import { retryAfterMsFrom } from '../outgoing/retry-after.ts';
import { type AttemptResult, type DeliveryTransport, notReached } from './transport.ts';

/** As the vendor asks of an address that is to be told. */
const greetingTimeoutMs = 3000;
const maxGreetingBytes = 1024;

const deliveryTimeoutMs = 5000;
const maxAnswerBytes = 4096;

export interface WebhookParts {
  readonly outgoing: Outgoing;
  /** What requests call themselves. */
  readonly userAgent: string;
  readonly maxAgeMs: number;
}

export interface Webhooks {
  readonly transport: DeliveryTransport;
  /** Throws `DomainError`, saying what is amiss, unless the address wants to be told. */
  greet(channel: WebHookChannel): Promise<void>;
}

export function createWebhooks({ outgoing, userAgent, maxAgeMs }: WebhookParts): Webhooks {
  const common = { 'content-type': 'application/json', 'user-agent': userAgent };

  async function greet(channel: WebHookChannel): Promise<void> {
    const token = channel.validationToken ?? randomBytes(24).toString('base64url');
    const headers = { ...common, ...tokenHeaders(channel), 'validation-token': token };
    const limits = { timeoutMs: greetingTimeoutMs, maxAnswerBytes: maxGreetingBytes };
    let answer: OutgoingAnswer;
    try {
      answer = await outgoing.post({ url: channel.address, headers, body: '', ...limits });
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      throw new DomainError({ code: 'unreachable-webhook', subject: error.message });
    }
    if (answer.status !== 200) {
      throw new DomainError({ code: 'unreachable-webhook', subject: reasonFor(answer.status) });
    }
    const fault = faultOf(answer, token);
    if (fault !== undefined) throw new DomainError({ code: 'bad-webhook-answer', subject: fault });
  }

  return {
    greet,
    transport: {
      transport: 'WebHook',
      maxAgeMs,
      placeOf: ({ channel }) =>
        channel.transport === 'WebHook' ? (URL.parse(channel.address)?.host ?? channel.address) : '',
      async send({ channel }, { body }, signal): Promise<AttemptResult> {
        if (channel.transport !== 'WebHook') throw new TypeError(`not a webhook: ${channel.transport}`);
        const headers = { ...common, ...tokenHeaders(channel) };
        const limits = { timeoutMs: deliveryTimeoutMs, maxAnswerBytes };
        try {
          return resultOf(await outgoing.post({ url: channel.address, headers, body, signal, ...limits }));
        } catch (error) {
          return notReached(error);
        }
      },
    },
  };
}

function tokenHeaders({ verificationToken, validationToken }: WebHookChannel): Record<string, string> {
  return {
    ...(verificationToken === undefined ? {} : { 'verification-token': verificationToken }),
    ...(validationToken === undefined ? {} : { 'validation-token': validationToken }),
  };
}

function faultOf({ headers, isWhole }: OutgoingAnswer, token: string): string | undefined {
  const echo = headers['validation-token'];
  if (echo === undefined) return 'it lacks the header Validation-Token';
  if (echo !== token) return 'its header Validation-Token is not that of the request';
  return isWhole ? undefined : `it is longer than ${maxGreetingBytes} bytes, or does not end in time`;
}

function resultOf({ status, headers }: OutgoingAnswer): AttemptResult {
  if (status >= 200 && status < 300) return { isAccepted: true, statusCode: status, reason: null };
  const retryAfterMs = retryAfterMsFrom(headers);
  return {
    ...{ isAccepted: false, statusCode: status, reason: reasonFor(status) },
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function reasonFor(status: number): string {
  const isRedirect = status >= 300 && status < 400;
  return isRedirect ? `it answered with a redirect (${status}), which is not followed` : `it answered ${status}`;
}

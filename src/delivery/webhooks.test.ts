/** What an address's answer comes to, and what it is sent. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoggedDelivery } from '../domain/delivery-log.ts';
import type { Subscription, WebHookChannel } from '../domain/subscription.ts';
import { type OutgoingAnswer, OutgoingError, type OutgoingRequest } from '../outgoing/outgoing.ts';
import type { AttemptResult } from './transport.ts';
import { createWebhooks } from './webhooks.ts';

const webhook: WebHookChannel = {
  transport: 'WebHook',
  address: 'https://hooks.example:8443/a?b',
  verificationToken: 'v',
};

async function sendTo(
  answer: Partial<OutgoingAnswer> | Error,
): Promise<{ result: AttemptResult; request: OutgoingRequest; place: string }> {
  const requests: OutgoingRequest[] = [];
  const outgoing = {
    post: async (request: OutgoingRequest): Promise<OutgoingAnswer> => {
      requests.push(request);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: {}, body: Buffer.alloc(0), isWhole: true, ...answer };
    },
    close() {},
  };
  const { transport } = createWebhooks({ outgoing, userAgent: 'Beckon/test', maxAgeMs: 1 });
  const subscription = { channel: webhook } as Subscription;
  const { signal } = new AbortController();
  const result = await transport.send(subscription, { body: '{"uuid":"u"}' } as LoggedDelivery, signal);
  return { result, request: requests[0] as OutgoingRequest, place: transport.placeOf(subscription) };
}

const cases: [string, Partial<OutgoingAnswer> | Error, AttemptResult][] = [
  ['200 is taken', {}, { isAccepted: true, statusCode: 200, reason: null }],
  [
    'any 2xx is, however its body ends',
    { status: 299, isWhole: false },
    { isAccepted: true, statusCode: 299, reason: null },
  ],
  ['500 is refused', { status: 500 }, { isAccepted: false, statusCode: 500, reason: 'it answered 500' }],
  [
    'a redirect is refused',
    { status: 308 },
    { isAccepted: false, statusCode: 308, reason: 'it answered with a redirect (308), which is not followed' },
  ],
  [
    'whoever asks to be left alone for a while is',
    { status: 429, headers: { 'retry-after': '120' } },
    { isAccepted: false, statusCode: 429, reason: 'it answered 429', retryAfterMs: 120_000 },
  ],
  [
    'but for no longer than an hour',
    { status: 503, headers: { 'retry-after': '86400' } },
    { isAccepted: false, statusCode: 503, reason: 'it answered 503', retryAfterMs: 3_600_000 },
  ],
  [
    'a date counts as well, as far as an hour ahead',
    { status: 503, headers: { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' } },
    { isAccepted: false, statusCode: 503, reason: 'it answered 503', retryAfterMs: 3_600_000 },
  ],
  [
    'no answer is refused with the reason',
    new OutgoingError('it did not answer within 5 seconds'),
    { isAccepted: false, statusCode: null, reason: 'it did not answer within 5 seconds' },
  ],
];

for (const [name, answer, expected] of cases) {
  test(name, async () => assert.deepEqual((await sendTo(answer)).result, expected));
}

test('what is sent are the very bytes that were kept, with the token, to one place a host', async () => {
  const { request, place } = await sendTo({});
  assert.equal(request.body, '{"uuid":"u"}');
  assert.partialDeepStrictEqual(request.headers, {
    ...{ 'content-type': 'application/json', 'verification-token': 'v', 'user-agent': 'Beckon/test' },
  });
  assert.equal(request.headers['validation-token'], undefined);
  assert.equal(place, 'hooks.example:8443');
});

test('an attempt that was cut off is no answer of the address', async () => {
  await assert.rejects(sendTo(new Error('cut off')), { message: 'cut off' });
});

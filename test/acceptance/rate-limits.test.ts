/** Clients that ask too often: what they are told, and that the vendor's SDKs wait as told and then go on. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import RingCentral from '@rc-ex/core';
import type RestException from '@rc-ex/core/RestException';
import { SDK } from '@ringcentral/sdk';
import { mine, signIn } from './person.ts';
import { assertRefused, type ErrorBody, plain } from './refusal.ts';
import { startServer, type Target } from './server-process.ts';

let target: Target;
before(async () => {
  // Seconds instead of a minute, so that waiting as one is told to takes no longer.
  target = await startServer({ argsAfter: ['--rate-limits', 'Light=1,window=2'] });
});
after(() => target.close());

const list = `${mine}/message-store`;

function app() {
  const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = target.env;
  return { server: target.url, clientId, clientSecret };
}

test('one request too many is refused, with all a client needs to know', async () => {
  const person = await signIn(target, '106');
  const answers = await Promise.all([1, 2].map(() => person.call<ErrorBody>(list)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 429]);
  const refused = answers.find(({ status }) => status === 429);
  assert.ok(refused);
  assertRefused(refused, plain(429, 'CMN-301'));
  assert.equal(refused.body.message, 'Request rate exceeded');
  const names = [
    'retry-after',
    'x-rate-limit-group',
    'x-rate-limit-limit',
    'x-rate-limit-remaining',
    'x-rate-limit-window',
  ];
  assert.deepEqual(
    names.map((name) => refused.headers.get(name)),
    ['2', 'light', '1', '0', '2'],
  );
  assert.match(refused.headers.get('www-authenticate') ?? '', /CMN-301/);
});

test('limits that are not named are the vendor’s', async () => {
  const person = await signIn(target, '105');
  const { headers } = await person.call('/restapi/v1.0/account/~/extension');
  assert.deepEqual([headers.get('x-rate-limit-group'), headers.get('x-rate-limit-limit')], ['medium', '40']);
});

test('@ringcentral/sdk waits for as long as it is told, and goes on', async () => {
  const platform = new SDK({ ...app(), handleRateLimit: true, cachePrefix: 'rate-limits' }).platform();
  await platform.login({ jwt: target.env.BECKON_JWT_102 ?? '' });
  const waitsMs: number[] = [];
  platform.on(platform.events.rateLimitError, (error) => {
    waitsMs.push((error as unknown as { retryAfter: number }).retryAfter);
  });
  const answers: number[] = [];
  for (let count = 0; count < 2; count++) answers.push((await platform.get(list)).status);
  assert.deepEqual(answers, [200, 200]);
  assert.deepEqual(waitsMs, [2000]);
});

test('@rc-ex/core waits for the window it is told of, as its rate-limit extension does, and goes on', async () => {
  const rc = new RingCentral(app());
  await rc.authorize({ jwt: target.env.BECKON_JWT_103 ?? '' });
  const waitsS: number[] = [];
  // The extension as published is made for an older core. What it reads is the status and this one header.
  const request = rc.request.bind(rc);
  rc.request = async (...call) => {
    try {
      return await request(...call);
    } catch (error) {
      const { response } = error as RestException;
      if (response?.status !== 429) throw error;
      const windowS = Number.parseInt(String(response.headers['x-rate-limit-window']), 10);
      waitsS.push(windowS);
      await new Promise((resolve) => setTimeout(resolve, windowS * 1000));
      return await request(...call);
    }
  };
  const read = () => rc.restapi().account().extension().messageStore().list();
  for (let count = 0; count < 2; count++) assert.ok((await read()).records);
  assert.deepEqual(waitsS, [2]);
});

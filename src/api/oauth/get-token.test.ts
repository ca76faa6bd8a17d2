/** The token endpoint: neither of two companies' apps signs in the other's people, and what is renewed twice is theft. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { demoAccountId, demoApp, demoClientSecret, foundDemoCompany } from '../../demo/company.ts';
import { unwrap } from '../../domain/errors.ts';
import { foundCompany } from '../../store/contract/company.fixture.ts';
import { openTestStore } from '../../store/open-test-store.fixture.ts';
import { credentialJwt } from '../../wire/secrets.ts';
import { createUrls } from '../../wire/urls.ts';
import { createServer } from '../server.ts';
import { jwtGrant, openServer } from '../sign-in/page.fixture.ts';

test('a JWT of another company’s opens nothing, though it is sound', async () => {
  const clock = { nowMs: () => 1_700_000_000_000 };
  const store = await openTestStore({ clock });
  const secret = await store.server.readSecret();
  unwrap(await store.execute(foundDemoCompany(secret)));
  const { accountId: otherId } = await foundCompany(store, 8);
  const urls = createUrls(() => 'http://pages.example');
  const limits = { maxRecipients: 1000, maxThreadAgeMs: 0, reports: { wake: () => {}, read: async () => undefined } };
  const server = await createServer({ store, clock, urls, version: '0', ...limits }, pino({ enabled: false }));
  const pair = `${demoApp(secret).clientId}:${demoClientSecret(secret)}`;

  const signIn = async (accountId: typeof otherId, credentialId: string) => {
    const credential = (await store.server.listCredentials(accountId)).find((one) => one.credentialId === credentialId);
    assert.ok(credential);
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: await credentialJwt(secret, credential),
    };
    const { statusCode, body } = await server.inject({
      method: 'POST',
      url: '/restapi/oauth/token',
      headers: {
        authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(form).toString(),
    });
    return { statusCode, description: JSON.parse(body).error_description as string | undefined };
  };
  assert.deepEqual(await signIn(otherId, 'jwt-101'), { statusCode: 400, description: 'Unparseable assertion' });
  assert.deepEqual(await signIn(demoAccountId, 'demo-101'), { statusCode: 200, description: undefined });
  await server.close();
  await store.close();
});

test('once someone has called with the pair in place of a refresh token, that token ends the session ten seconds later', async (t) => {
  const { getToken, get, jwtOf, wait } = await openServer(t);
  const me = '/restapi/v1.0/account/~/extension/~';
  const first = (await getToken({ grant_type: jwtGrant, assertion: await jwtOf('102') })).json();
  assert.equal((await get(me, first.access_token)).statusCode, 200);
  const renew = () => getToken({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
  const renewed = (await renew()).json();
  assert.equal((await get(me, first.access_token)).statusCode, 401, 'it was remembered, and is dead all the same');
  assert.equal((await get(me, renewed.access_token)).statusCode, 200);
  wait(9999);
  assert.equal((await renew()).statusCode, 200);
  wait(1);
  assert.equal((await renew()).statusCode, 400);
  assert.equal((await get(me, renewed.access_token)).statusCode, 401);
});

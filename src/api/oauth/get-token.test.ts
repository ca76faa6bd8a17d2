/** The token endpoint of a server with two companies on it: neither's app signs in the other's people. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { demoAccountId, demoApp, demoClientSecret, foundDemoCompany } from '../../demo/company.ts';
import { unwrap } from '../../domain/errors.ts';
import { foundCompany } from '../../store/contract/company.fixture.ts';
import { openSqliteStore } from '../../store/sqlite/open-sqlite-store.ts';
import { credentialJwt } from '../../wire/secrets.ts';
import { createUrls } from '../../wire/urls.ts';
import { createServer } from '../server.ts';

test('a JWT of another company’s opens nothing, though it is sound', async () => {
  const clock = { nowMs: () => 1_700_000_000_000 };
  const store = openSqliteStore({ dataDir: ':memory:', clock });
  const secret = await store.readSecret();
  unwrap(await store.execute(foundDemoCompany(secret)));
  const { accountId: otherId } = await foundCompany(store, 8);
  const urls = createUrls(() => 'http://pages.example');
  const limits = { maxRecipients: 1000, maxThreadAgeMs: 0, reports: { wake: () => {}, read: async () => undefined } };
  const server = await createServer({ store, clock, urls, version: '0', ...limits }, pino({ enabled: false }));
  const pair = `${demoApp(secret).clientId}:${demoClientSecret(secret)}`;

  const signIn = async (accountId: typeof otherId, credentialId: string) => {
    const credential = (await store.listCredentials(accountId)).find((one) => one.credentialId === credentialId);
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

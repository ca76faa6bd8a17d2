/** What happens to the vendor's SDKs where renewals race one another, or the clock: nobody is signed out by it. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import RingCentral from '@rc-ex/core';
import { SDK } from '@ringcentral/sdk';
import { call, jwtGrant, mine, requestTokens, type Tokens } from './person.ts';
import { assertRefused, type ErrorBody, token } from './refusal.ts';
import { startServer } from './server-process.ts';

const server = await startServer();
after(() => server.close());
const app = {
  server: server.url,
  clientId: server.env.RINGCENTRAL_CLIENT_ID ?? '',
  clientSecret: server.env.RINGCENTRAL_CLIENT_SECRET ?? '',
};
const jwtOf = (number: string) => server.env[`BECKON_JWT_${number}`] ?? '';
const ten = Array.from({ length: 10 }, (_, index) => index);
const asked = (accessToken: string) =>
  call<ErrorBody>(server, mine, { headers: { authorization: `Bearer ${accessToken}` } });

/** Until a token that lasts a second has run out, by the server's clock. */
async function runOut(accessToken: string): Promise<void> {
  while ((await asked(accessToken)).status === 200) await delay(100);
}

test('ten calls at once on a token that has run out renew it and are all answered', async () => {
  const platform = new SDK({ ...app, cachePrefix: 'parallel' }).platform();
  await platform.login({ jwt: jwtOf('102'), access_token_ttl: '1' } as never);
  const { access_token: old } = await platform.auth().data();
  await runOut(old ?? '');
  const answers = await Promise.all(ten.map(() => platform.get(mine)));
  assert.deepEqual(
    answers.map(({ status }) => status),
    ten.map(() => 200),
  );
  assert.notEqual((await platform.auth().data()).access_token, old);
  await platform.logout();
});

test('ten renewals at once, of SDKs that know nothing of one another, give one pair, and it works', async () => {
  const first = new RingCentral(app);
  await first.authorize({ jwt: jwtOf('103') });
  const renewing = ten.map(async () => {
    const rc = new RingCentral(app);
    rc.token = { ...first.token };
    return { rc, token: await rc.refresh() };
  });
  const renewed = await Promise.all(renewing);
  assert.equal(new Set(renewed.map(({ token }) => token.access_token)).size, 1);
  assert.equal(new Set(renewed.map(({ token }) => token.refresh_token)).size, 1);
  for (const { rc } of renewed) {
    assert.equal((await rc.restapi().account().extension().get()).extensionNumber, '103');
  }
  assertRefused(await asked(first.token?.access_token ?? ''), token('OAU-213'));
  await renewed[0]?.rc.revoke();
});

test('two apps of one person renew and end their sessions each by itself', async () => {
  const signIn = () => requestTokens<Tokens>(server, { grant_type: jwtGrant, assertion: jwtOf('104') });
  const [desk, phone] = [(await signIn()).body, (await signIn()).body];
  const refresh = ({ refresh_token }: Tokens) =>
    requestTokens<Tokens>(server, { grant_type: 'refresh_token', refresh_token });
  const renewed = await refresh(desk);
  assert.equal(renewed.status, 200);
  assert.equal((await asked(phone.access_token)).status, 200, 'the other is as it was');
  const headers = { authorization: `Bearer ${renewed.body.access_token}` };
  await call(server, '/restapi/oauth/revoke', { method: 'POST', headers });
  assertRefused(await asked(renewed.body.access_token), token('OAU-213'));
  assert.equal((await asked(phone.access_token)).status, 200);
  assert.equal((await refresh(desk)).status, 400, 'nothing brings an ended session back');
  assert.equal((await refresh(phone)).status, 200);
});

test('a call that is on its way while its token is renewed is answered or refused, and never half done', async () => {
  const platform = new SDK({ ...app, cachePrefix: 'on-its-way' }).platform();
  await platform.login({ jwt: jwtOf('105') });
  const page = { to: [{ extensionNumber: '106' }], text: 'on its way' };
  const sending = ten.map(() =>
    platform.post(`${mine}/company-pager`, page).then(
      ({ status }) => status,
      () => 401,
    ),
  );
  await platform.refresh();
  const sent = (await Promise.all(sending)).filter((status) => status === 200).length;
  const { records } = (await (await platform.get(`${mine}/message-store`, { direction: 'Outbound' })).json()) as {
    records: { subject: string }[];
  };
  assert.equal(records.filter(({ subject }) => subject === page.text).length, sent);
  await platform.logout();
});

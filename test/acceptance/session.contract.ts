/** A session with an official SDK, whichever of them: signing in, looking around, renewing it, signing out. */

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Company, readCompany } from './expected-page.ts';
import { call, requestTokens } from './person.ts';
import { assertRefused, type ErrorBody, token } from './refusal.ts';
import type { Connect, SdkClient, SessionTokens } from './sdk-client.ts';
import { peopleNumbers, type Target } from './server-process.ts';

export function sessionContract(target: Target, connect: Connect): void {
  describe('a session', () => {
    let company: Company;
    let client: SdkClient;
    before(async () => {
      company = await readCompany(target);
      client = await connect(target, target.env.BECKON_JWT_102 ?? '');
    });

    test('signing in with a JWT gives a bearer session of the person the JWT belongs to', async () => {
      const tokens = await client.tokens();
      assert.partialDeepStrictEqual(tokens, {
        token_type: 'bearer',
        expires_in: 3600,
        refresh_token_expires_in: 604_800,
        owner_id: company.party('102').extensionId,
      });
      assert.ok(tokens.access_token && tokens.refresh_token && tokens.endpoint_id);
      assert.notEqual(tokens.access_token, tokens.refresh_token);
      const permissions = tokens.scope.split(' ');
      for (const permission of ['InternalMessages', 'ReadMessages', 'EditMessages', 'ReadAccounts']) {
        assert.ok(permissions.includes(permission), `the scope lacks ${permission}`);
      }
    });

    test('the account is answered with a numeric id and an address that leads back to it', async () => {
      const account = await client.readAccount();
      assert.partialDeepStrictEqual(account, { uri: company.accountUri, id: company.accountId, status: 'Confirmed' });
      assert.equal(typeof account.id, 'number');
      assert.deepEqual(await client.follow(account.uri), account);
    });

    test('one’s own extension is answered with a numeric id, its number and the name of its person', async () => {
      const extension = await client.readExtension();
      const { extensionId, name } = company.party('102');
      assert.partialDeepStrictEqual(extension, {
        ...{ id: Number(extensionId), uri: `${company.accountUri}/extension/${extensionId}` },
        ...{ extensionNumber: '102', name, type: 'User', status: 'Enabled' },
        account: { id: String(company.accountId), uri: company.accountUri },
      });
      assert.equal(`${extension.contact.firstName} ${extension.contact.lastName}`, name);
      assert.deepEqual(await client.follow(extension.uri), extension);
    });

    test('the list of extensions holds everyone once, in the order of their numbers', async () => {
      const { records } = await client.listExtensions();
      const people = records.filter(({ extensionNumber }) =>
        peopleNumbers.some((number) => number === extensionNumber),
      );
      assert.deepEqual(
        people.map(({ extensionNumber, type, status }) => [extensionNumber, type, status]),
        peopleNumbers.map((number) => [number, 'User', 'Enabled']),
      );
      assert.equal(new Set(records.map(({ id }) => id)).size, records.length, 'two extensions share an id');
      for (const person of people) assert.partialDeepStrictEqual(await client.follow(person.uri), person);
    });

    const asked = (accessToken: string) =>
      call<ErrorBody>(target, '/restapi/v1.0/account/~', { headers: { authorization: `Bearer ${accessToken}` } });

    test('refreshing gives new tokens of the same session; the access token before is dead at once', async () => {
      const before = await client.tokens();
      assert.equal((await asked(before.access_token)).status, 200);
      const after = await client.refresh();
      assert.notEqual(after.access_token, before.access_token);
      assert.notEqual(after.refresh_token, before.refresh_token);
      const { endpoint_id, owner_id, scope, session_id } = after;
      assert.partialDeepStrictEqual(before, { endpoint_id, owner_id, scope, session_id });
      assertRefused(await asked(before.access_token), token('OAU-213'));
      assert.equal((await asked(after.access_token)).status, 200);
      assert.equal((await client.readExtension()).extensionNumber, '102');
    });

    test('whoever lost the answer to a refresh asks again, and is given the same pair', async () => {
      const { refresh_token } = await client.tokens();
      const form = { grant_type: 'refresh_token', refresh_token };
      const lost = await Promise.all([1, 2, 3].map(() => requestTokens<SessionTokens>(target, form)));
      const given = await client.refresh();
      for (const { status, body } of lost) {
        assert.equal(status, 200);
        assert.deepEqual([body.access_token, body.refresh_token], [given.access_token, given.refresh_token]);
      }
      assert.equal((await client.readExtension()).extensionNumber, '102');
      const late = await requestTokens<SessionTokens>(target, form);
      assert.deepEqual([late.status, late.body.access_token], [200, given.access_token]);
    });

    test('signing out ends the whole session at once: its access tokens and its refresh tokens', async () => {
      const { access_token, refresh_token } = await client.tokens();
      const headers = { authorization: `Bearer ${access_token}` };
      const before = await call(target, '/restapi/v1.0/account/~', { headers });
      assert.equal(before.status, 200);
      await client.logout();
      const after = await call<ErrorBody>(target, '/restapi/v1.0/account/~', { headers });
      assertRefused(after, token('OAU-213'));
      const refreshed = await requestTokens<ErrorBody>(target, { grant_type: 'refresh_token', refresh_token });
      assert.equal(refreshed.status, 400);
      assert.equal(refreshed.body.errorCode, 'OAU-213');
    });
  });
}

/** The sign-in page of the demo company in this process, opened in as many browsers as a test needs, by a clock it moves. */

import type { TestContext } from 'node:test';
import { pino } from 'pino';
import { demoAccountId, demoApp, demoClientSecret, demoPassword, foundDemoCompany } from '../../demo/company.ts';
import { unwrap } from '../../domain/errors.ts';
import { openTestStore } from '../../store/open-test-store.fixture.ts';
import { credentialJwt, hashSecret } from '../../wire/secrets.ts';
import { newToken } from '../../wire/tokens.ts';
import { createUrls } from '../../wire/urls.ts';
import { createServer } from '../server.ts';
import type { ApiServices } from '../shared/services.ts';

const formType = 'application/x-www-form-urlencoded';
const redirectUri = 'http://localhost:3000/callback';

export async function openServer(t: TestContext, settings: Partial<ApiServices> & { publicUrl?: string } = {}) {
  const { publicUrl = 'http://pages.example', ...others } = settings;
  let nowMs = 1_700_000_000_000;
  const clock = { nowMs: () => nowMs };
  const store = await openTestStore({ clock });
  const secret = await store.server.readSecret();
  unwrap(await store.execute(foundDemoCompany(secret)));
  const urls = createUrls(() => publicUrl);
  const limits = { maxRecipients: 1000, maxThreadAgeMs: 0, reports: { wake: () => {}, read: async () => undefined } };
  const server = await createServer(
    { store, clock, urls, version: '0', ...limits, ...others },
    pino({ enabled: false }),
  );
  t.after(async () => {
    await server.close();
    await store.close();
  });
  const { clientId } = demoApp(secret);
  let remoteAddress = '127.0.0.1';

  async function openPage(asked: Record<string, string> = {}, { cookies = new Map<string, string>() } = {}) {
    const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, ...asked };
    const cookie = () => [...cookies].map((pair) => pair.join('=')).join('; ');
    const keep = (header: unknown) => {
      for (const one of [header].flat()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(String(one)) ?? [];
        if (header !== undefined) cookies.set(name, value);
      }
    };
    const asking = { url: '/restapi/oauth/authorize', query, headers: { cookie: cookie() }, remoteAddress };
    const page = await server.inject(asking);
    keep(page.headers['set-cookie']);
    const form = /name="form" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    return {
      page,
      cookies,
      async send(fields: Record<string, string>, url = '/beckon/v1/sign-in') {
        const answer = await server.inject({
          ...{ method: 'POST', url, remoteAddress },
          headers: { cookie: cookie(), 'content-type': formType },
          payload: new URLSearchParams({ form, ...fields }).toString(),
        });
        keep(answer.headers['set-cookie']);
        return answer;
      },
    };
  }

  return {
    openPage,
    passwordOf: (number: string) => demoPassword(secret, number),
    async jwtOf(number: string) {
      const found = (await store.server.listCredentials(demoAccountId)).find(
        (one) => one.credentialId === `demo-${number}`,
      );
      if (!found) throw new Error(`${number} has no credential`);
      return await credentialJwt(secret, found);
    },
    /** What a one-time link carries. */
    async invite(number: string) {
      const token = newToken(demoAccountId);
      const login = await store.server.readLogin(demoAccountId, { extensionNumber: number });
      if (!login) throw new Error(`there is no ${number}`);
      const { extensionId } = login.extension;
      const invitation = { tokenHash: hashSecret(token), lifeMs: 3_600_000 };
      unwrap(
        await store.execute({
          ...{ kind: 'invite', accountId: demoAccountId, actor: 'operator', extensionId },
          ...invitation,
        }),
      );
      return token;
    },
    wait(forMs: number) {
      nowMs += forMs;
    },
    /** As the app. */
    async getToken(fields: Record<string, string>) {
      const basic = Buffer.from(`${clientId}:${demoClientSecret(secret)}`).toString('base64');
      return await server.inject({
        ...{ method: 'POST', url: '/restapi/oauth/token', remoteAddress },
        headers: { authorization: `Basic ${basic}`, 'content-type': formType },
        payload: new URLSearchParams(fields).toString(),
      });
    },
    /** Everyone from now on. */
    comeFrom(address: string) {
      remoteAddress = address;
    },
    async get(url: string, accessToken: string) {
      return await server.inject({ url, remoteAddress, headers: { authorization: `Bearer ${accessToken}` } });
    },
    redirectUri,
  };
}

export const jwtGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

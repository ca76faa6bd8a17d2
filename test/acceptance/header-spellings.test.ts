/** Headers by their bytes: one of the vendor's SDKs minds the case of their names. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { mine, signIn } from './person.ts';
import { exchange } from './raw-http.ts';
import { startServer } from './server-process.ts';

const server = await startServer();
const limited = await startServer({ argsAfter: ['--rate-limits', 'Light=1'] });
after(() => Promise.all([server.close(), limited.close()]));
const tokenAt = async (target: typeof server) => (await signIn(target, '102')).tokens.access_token;
const [token, limitedToken] = [await tokenAt(server), await tokenAt(limited)];

/** The names of the headers that a request is answered with, as they were sent. */
async function headersOf(target: typeof server, path: string, accessToken: string): Promise<string[]> {
  const headers = [`Host: ${new URL(target.url).host}`, `Authorization: Bearer ${accessToken}`];
  const answer = await exchange(target, { method: 'GET', path, headers });
  return answer.headers.map(([name]) => name);
}

const limits = ['X-Rate-Limit-Group', 'X-Rate-Limit-Limit', 'X-Rate-Limit-Remaining', 'X-Rate-Limit-Window'];
const rows = [
  ['what is there', `${mine}/message-store`, token, limits],
  ['a link to content', `${mine}/message-store/1/content/1`, token, limits],
  ['what is not there', `${mine}/message-store/1`, token, limits],
  ['an unknown token', mine, `${token.slice(0, -4)}AAAA`, ['WWW-Authenticate', ...limits]],
  ['an address that nobody has', '/restapi/v1.0/nowhere', token, []],
  ['an address that cannot be read', '/restapi/%', token, []],
] as const;
for (const [what, path, accessToken, names] of rows) {
  test(`${what} is answered with the vendor's spelling, in a demo too`, async () => {
    const sent = await headersOf(server, path, accessToken);
    for (const name of ['RCRequestId', ...names]) {
      const alike = sent.filter((one) => one.toLowerCase() === name.toLowerCase());
      assert.deepEqual(alike, [name]);
    }
  });
}

test('so is a request too many', async () => {
  await headersOf(limited, `${mine}/message-store`, limitedToken);
  const sent = await headersOf(limited, `${mine}/message-store`, limitedToken);
  for (const name of ['RCRequestId', 'Retry-After', 'WWW-Authenticate', ...limits])
    assert.ok(sent.includes(name), name);
});

/** Below a path of a proxy's: every address that Beckon gives out can be followed, whichever way the proxy asks. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { beckon } from './beckon-command.ts';
import { Browser } from './browser.ts';
import { serverBelow } from './path-proxy.ts';
import { call, mine, signIn } from './person.ts';
import { newFolder } from './server-process.ts';

interface Manifest {
  readonly start_url: string;
  readonly scope: string;
  readonly icons: readonly { readonly src: string }[];
}

/** Every address in a text that begins as the public one does. */
function addressesIn(text: string, url: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s"'<>\\]+/g)]
    .map(([address]) => address)
    .filter((one) => one.startsWith(url));
}

for (const style of ['takes the path away', 'keeps the path'] as const) {
  for (const path of ['/pager', '/beckon']) {
    describe(`below ${path} of a proxy that ${style}`, async () => {
      const proxy = await serverBelow(path, style);
      const { url } = proxy;
      const get = (address: string) => fetch(address.startsWith('/') ? new URL(address, url) : address);
      test.after(() => proxy.close());

      test('the bare path leads to the web app, and all that its page names is there', async () => {
        const page = await get(url);
        assert.equal(page.url, `${url}/app/`);
        const named = [...(await page.text()).matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1] ?? '');
        assert.ok(named.length > 5);
        for (const address of named) {
          assert.ok(address.startsWith(`${path}/app/`), address);
          assert.equal((await get(address)).status, 200, address);
        }
        const manifest = `${url}/app/manifest.webmanifest`;
        const { start_url, scope, icons } = (await (await get(manifest)).json()) as Manifest;
        for (const one of [start_url, scope, ...icons.map(({ src }) => src)]) {
          const address = new URL(one, manifest).href;
          assert.ok(address.startsWith(`${url}/app/`), address);
          assert.equal((await get(address)).status, 200, address);
        }
      });

      test('what clients read before they call, and what answers name, lies below it', async () => {
        for (const document of ['openid-configuration', 'entry-points/initial', 'entry-points/external']) {
          const text = await (await get(`${url}/.well-known/${document}`)).text();
          const addresses = addressesIn(text, 'http');
          assert.ok(addresses.length > 3, text);
          for (const address of addresses) {
            assert.ok(address.startsWith(url), address);
            // Nobody gets a token there, but someone asks for it.
            const method = /\/(token|revoke)$/.test(address) ? 'POST' : 'GET';
            assert.notEqual((await fetch(address, { method })).status, 404, address);
          }
        }
        const person = await signIn(proxy, '101');
        const { body } = await person.call<{ uri: string }>(`${mine}/company-pager`, {
          body: { to: [{ extensionNumber: '102' }], text: 'hi' },
        });
        assert.ok(body.uri.startsWith(`${url}/restapi/`));
        assert.equal((await person.call(body.uri)).status, 200);
      });

      test('the sign-in page finds its style and sends its form there', async () => {
        const { clientId } = (await call<{ clientId: string }>(proxy, '/beckon/v1/server')).body;
        const asked = { response_type: 'code', client_id: clientId, redirect_uri: `${url}/app/signed-in` };
        const challenge = { code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' };
        const browser = new Browser();
        const query = new URLSearchParams({ ...asked, ...challenge });
        const page = await browser.open(`${url}/restapi/oauth/authorize?${query}`);
        const style = /href="([^"]+pages\.css[^"]*)"/.exec(page.html)?.[1] ?? '';
        assert.equal((await get(style)).status, 200, style);
        const form = page.forms[0];
        assert.ok(form);
        const sent = await browser.send(form, { person: '101' });
        assert.equal(sent.status, 303, sent.html);
        assert.ok(sent.location?.href.startsWith(`${url}/app/signed-in?code=`));
      });

      test('so does the description of the API, which names it as its server', async () => {
        const page = await get(`${url}/docs`);
        assert.equal(page.url, `${url}/docs/`);
        for (const [, address = ''] of (await page.text()).matchAll(/(?:href|src)="([^"]+)"/g)) {
          assert.equal((await get(new URL(address, page.url).href)).status, 200, address);
        }
        const { servers } = (await (await get(`${url}/openapi.json`)).json()) as { servers: unknown };
        assert.deepEqual(servers, [{ url }]);
      });
    });
  }
}

test('a path that could not be told from Beckon’s own is refused at the start', async () => {
  for (const path of ['/app', '/restapi/pager', '/beckon/v1']) {
    const { code, stderr } = await beckon(['serve', '--data', newFolder(), '--public-url', `https://host${path}`]);
    assert.equal(code, 2);
    assert.match(stderr, /--public-url must not have a path that begins like one of Beckon's own/);
  }
});

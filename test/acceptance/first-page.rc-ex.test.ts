/** A first page, and a session from sign-in to sign-out, with `@rc-ex/core`. */

import { after } from 'node:test';
import RingCentral from '@rc-ex/core';
import type RestException from '@rc-ex/core/RestException';
import type { Page, PageList } from './expected-page.ts';
import { firstPageContract } from './first-page.contract.ts';
import type { Account, Extension, SdkClient, SessionTokens } from './sdk-client.ts';
import { openTarget, type Target } from './server-process.ts';
import { sessionContract } from './session.contract.ts';

async function connect({ env, url }: Target, jwt: string): Promise<SdkClient> {
  const rc = new RingCentral({
    server: url,
    clientId: env.RINGCENTRAL_CLIENT_ID ?? '',
    clientSecret: env.RINGCENTRAL_CLIENT_SECRET ?? '',
  });
  await rc.authorize({ jwt });

  const account = () => rc.restapi().account();
  const store = (mailbox = '~', id?: number) =>
    account()
      .extension(mailbox)
      .messageStore(id === undefined ? null : String(id));
  // Every field of the SDK's own types is optional; which of them are there is for the tests to say.
  return {
    tokens: async () => rc.token as SessionTokens,
    sendPage: async (request) => (await account().extension().companyPager().post(request)) as Page,
    listMessages: async (query, mailbox) => (await store(mailbox).list(query)) as PageList,
    readMessage: async (id, mailbox) => (await store(mailbox, id).get()) as Page,
    markAs: async (readStatus, id, mailbox) => (await store(mailbox, id).put({ readStatus })) as Page,
    readAccount: async () => (await account().get()) as Account,
    readExtension: async () => (await account().extension().get()) as Extension,
    listExtensions: async () => (await account().extension().list()) as { records: Extension[] },
    follow: async (uri) => (await rc.get(uri)).data,
    async followContent(uri) {
      const { headers, data: bytes } = await rc.get<Uint8Array>(uri, undefined, { responseType: 'arraybuffer' });
      return { contentType: headers['content-type'], text: new TextDecoder().decode(bytes) };
    },
    refresh: async (refreshToken) => (await rc.refresh(refreshToken)) as SessionTokens,
    logout: () => rc.revoke(),
    async refusalFrom(error) {
      const { response } = error as RestException;
      if (!response) throw error;
      return { status: response.status, body: response.data };
    },
  };
}

const target = await openTarget();
after(() => target.close());
firstPageContract(target, connect);
sessionContract(target, connect);

/** A first page, and a session from sign-in to sign-out, with `@ringcentral/sdk`. */

import { after } from 'node:test';
import { type ApiError, SDK } from '@ringcentral/sdk';
import { firstPageContract } from './first-page.contract.ts';
import type { ErrorBody } from './refusal.ts';
import type { SdkClient, SessionTokens } from './sdk-client.ts';
import { openTarget, type Target } from './server-process.ts';
import { sessionContract } from './session.contract.ts';

let connected = 0;

async function connect({ env, url }: Target, jwt: string): Promise<SdkClient> {
  const platform = new SDK({
    server: url,
    clientId: env.RINGCENTRAL_CLIENT_ID ?? '',
    clientSecret: env.RINGCENTRAL_CLIENT_SECRET ?? '',
    // All SDKs of a process share one storage, under this name.
    cachePrefix: `acceptance-${connected++}`,
  }).platform();
  await platform.login({ jwt });

  const account = '/restapi/v1.0/account/~';
  const store = (mailbox = '~') => `${account}/extension/${mailbox}/message-store`;
  const json = async <Body>(response: Promise<Response>) => (await (await response).json()) as Body;
  const tokens = async () => (await platform.auth().data()) as unknown as SessionTokens;
  return {
    tokens,
    sendPage: (request) => json(platform.post(`${account}/extension/~/company-pager`, request)),
    listMessages: (query, mailbox) => json(platform.get(store(mailbox), query)),
    readMessage: (id, mailbox) => json(platform.get(`${store(mailbox)}/${id}`)),
    markAs: (readStatus, id, mailbox) => json(platform.put(`${store(mailbox)}/${id}`, { readStatus })),
    readAccount: () => json(platform.get(account)),
    readExtension: () => json(platform.get(`${account}/extension/~`)),
    listExtensions: () => json(platform.get(`${account}/extension`)),
    follow: (uri) => json(platform.get(uri)),
    async followContent(uri) {
      const response = await platform.get(uri);
      return { contentType: response.headers.get('content-type'), text: await response.text() };
    },
    async refresh(refreshToken) {
      if (refreshToken !== undefined) await platform.auth().setData({ refresh_token: refreshToken });
      return await json(platform.refresh());
    },
    async logout() {
      await platform.logout();
    },
    async refusalFrom(error) {
      const { response } = error as ApiError;
      if (!response) throw error;
      return { status: response.status, body: (await response.json()) as ErrorBody };
    },
  };
}

const target = await openTarget();
after(() => target.close());
firstPageContract(target, connect);
sessionContract(target, connect);

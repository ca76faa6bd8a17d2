/** The company that a server is for, where it is for one alone, and the app that its people sign in with. */

import type { ApiServices } from './services.ts';

/** Whoever asks is a stranger: which companies share a server is none of their business. */
export async function onlyCompany({ store }: ApiServices): Promise<{ companyName?: string; clientId?: string }> {
  const [account, ...others] = await store.server.listAccounts();
  if (!account || others.length > 0) return {};
  const webApp = (await store.server.listApps(account.accountId)).find(({ isFirstParty }) => isFirstParty);
  return { companyName: account.name, ...(webApp ? { clientId: webApp.clientId } : {}) };
}

/** Whose the connections are: those of the dead are given up, and whoever was taken for dead says that its own are there. */

import type { LeaseHolder } from '../domain/leases.ts';
import type { Store } from '../domain/store.ts';
import type { Log } from './socket-services.ts';

interface OwnerParts {
  readonly store: Store;
  readonly holder: LeaseHolder;
  readonly log: Log;
}

/** Subscriptions of connections to processes that are dead wait to be taken up from now on. */
export async function dropDeserted(store: Store): Promise<void> {
  const accounts = await store.server.listAccounts();
  await Promise.all(accounts.map(({ accountId }) => store.execute({ kind: 'drop-deserted-connections', accountId })));
}

/** Until the function that it gives is called. `keepOwn` says of this process's connections that they are there. */
export function watchOwners({ store, holder, log }: OwnerParts, keepOwn: () => Promise<unknown>): () => void {
  async function mourn({ isOwn }: { readonly isOwn: boolean }): Promise<void> {
    if (isOwn) await keepOwn();
    await dropDeserted(store);
  }
  return holder.onDeath((death) => {
    mourn(death).catch((err: unknown) => log.error({ err }, 'WebSockets of the dead were not looked at'));
  });
}

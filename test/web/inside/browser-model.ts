/** A browser with tabs, in each of which someone has their mailbox open. */

import { createClient } from '../../../web/src/api/create-client.ts';
import { createPacing } from '../../../web/src/api/pacing.ts';
import { forgetAll, forgetButUnsent, openLocalDatabase } from '../../../web/src/browser/local-schema.ts';
import { createLive } from '../../../web/src/live/create-live.ts';
import { createMailbox } from '../../../web/src/mailbox/create-mailbox.ts';
import type { ServerModel } from './server-model.ts';
import { type Chance, type HandClock, sharedLocks, tabChannel } from './surroundings.ts';

export type Tab = ReturnType<Awaited<ReturnType<typeof openBrowserModel>>['open']>;

const ownerId = '7';
const hourMs = 3_600_000;
let count = 0;

export async function openBrowserModel(server: ServerModel, clock: HandClock, chance: Chance) {
  const db = await openLocalDatabase(`browser ${++count}`);
  const database = async () => db;
  const locks = sharedLocks();
  const channel = tabChannel(clock, chance);
  const tabs = new Set<{ close(): void }>();
  let keys = 0;
  const random = () => `key-${++keys}`;
  let signedIn: string | undefined;

  return {
    db,
    locks,

    async signIn(): Promise<void> {
      const tokens = { accessToken: 'a', refreshToken: 'r', expiresMs: clock.nowMs() + 1e12 };
      await db.put('session', { clientId: 'web', ownerId, ...tokens }, 'current');
      signedIn = ownerId;
    },

    /** By hand, which leaves nothing; or by the server, which leaves what is unsent. */
    async signOut({ isByHand = true } = {}): Promise<void> {
      signedIn = undefined;
      await (isByHand ? forgetAll(db) : forgetButUnsent(db, ownerId));
      for (const tab of [...tabs]) tab.close();
    },

    open() {
      const own = channel.join();
      const pacing = createPacing({ database, clock });
      let isOpen = true;
      const session = signedIn;
      const { call } = createClient({
        fetch: server.fetch,
        pacing,
        accessToken: async () => (session === signedIn ? 'token' : undefined),
        endSession: async () => {},
      });
      const live = createLive({ call, pacing, clock, openSocket: server.openSocket, random, chance: chance.next });
      const mailbox = createMailbox({
        ...{ call, database, clock, tabs: own, locks, live, random },
        ownerOf: () => session,
        myNumberOf: () => '101',
        reasonOf: String,
        askAfterMs: () => hourMs,
      });
      const stop = mailbox.run({ onDirectory() {} });
      const tab = {
        ...{ mailbox, call },
        get isOpen() {
          return isOpen;
        },
        close() {
          if (!isOpen) return;
          isOpen = false;
          stop();
          own.leave();
          tabs.delete(tab);
        },
        shown(): Map<number, string> {
          const all = [...mailbox.copy.messages.value.values()].sort((a, b) => a.id - b.id);
          return new Map(all.map(({ id, subject, readStatus }) => [id, `${subject} ${readStatus}`]));
        },
      };
      tabs.add(tab);
      return tab;
    },

    async kept(): Promise<Map<number, string>> {
      const all = await db.getAll('messages');
      return new Map(all.map(({ id, subject, readStatus }) => [id, `${subject} ${readStatus}`]));
    },
  };
}

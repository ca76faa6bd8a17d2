/** A browser with tabs, in each of which someone may have their mailbox open. */

import { effect } from '@preact/signals';
import { createClient } from '../../../web/src/api/create-client.ts';
import { createPacing } from '../../../web/src/api/pacing.ts';
import { beginFor, type OpenDatabase, openLocalDatabase } from '../../../web/src/browser/local-schema.ts';
import { createLive } from '../../../web/src/live/create-live.ts';
import { createMailbox } from '../../../web/src/mailbox/create-mailbox.ts';
import type { MailboxNews } from '../../../web/src/mailbox/tab-news.ts';
import { createSession, type SessionNews } from '../../../web/src/session/create-session.ts';
import { createTokens } from '../../../web/src/session/create-tokens.ts';
import { ada, ServerModel } from './server-model.ts';
import { type Chance, chanceBy, type HandClock, handClock, sharedLocks, tabChannel } from './surroundings.ts';

export type BrowserModel = Awaited<ReturnType<typeof openBrowserModel>>;
export type Tab = ReturnType<BrowserModel['open']>;

const hourMs = 3_600_000;
/** A page takes so long to load. */
const loadMs = 60;
let count = 0;

/** What the browser does for a person besides. */
export interface DeviceModel {
  /** Whose pages wake it. */
  listensFor: string | undefined;
}

export async function openBrowserModel(server: ServerModel, clock: HandClock, chance: Chance) {
  const db = await openLocalDatabase(`browser ${++count}`);
  let locks = sharedLocks();
  const channel = tabChannel(clock, chance);
  const device: DeviceModel = { listensFor: undefined };
  const tabs = new Set<{ close(): void }>();
  let keys = 0;
  const random = () => `key-${++keys}`;

  /** The app in a tab, from when it is loaded until it is closed or loaded anew. */
  function load(database: OpenDatabase, startAnew: () => void, { isBack = false } = {}) {
    const own = channel.join();
    let isOver = false;
    const pacing = createPacing({ database, clock });
    const tokens = createTokens({ fetch: server.fetch, database, locks, clock, pacing });
    const session = createSession({
      ...{ tokens, database, tabs: own.ofRoom<SessionNews>(), startAnew, leaveScreen() {} },
      device: {
        async leave() {
          // A tab that is closed meanwhile does nothing more.
          await new Promise<void>((resolve) => clock.after(30, () => isOver || resolve()));
          device.listensFor = undefined;
        },
        async clear() {},
      },
      async revoke({ refreshToken }) {
        const body = new URLSearchParams({ token: refreshToken });
        await server.fetch('/restapi/oauth/revoke', { method: 'POST', body }).catch(() => undefined);
      },
    });
    const { call } = createClient({
      ...{ fetch: server.fetch, pacing, accessToken: session.accessToken, endSession: session.end },
    });
    const live = createLive({ call, pacing, clock, openSocket: server.openSocket, random, chance: chance.next });
    const mailbox = createMailbox({
      ...{ call, database, clock, tabs: own.ofRoom<MailboxNews>(), locks, live, random, ownerOf: session.ownerId },
      ...{ myNumberOf: () => '101', reasonOf: String, askAfterMs: () => hourMs },
    });
    let stop = () => {};
    const stopFollowing = [session.follow(), mailbox.drafts.follow()];
    const stopShowing = effect(() => {
      stop();
      const isShown = session.state.value.kind === 'signed-in';
      stop = isShown ? mailbox.run({ onDirectory() {} }) : () => {};
      if (isShown) void mailbox.drafts.load();
    });
    // Back from the sign-in page, there is nothing to take up.
    if (!isBack) session.takeUp().catch(() => undefined);
    return {
      ...{ session, call, mailbox },
      close() {
        isOver = true;
        for (const one of [stopShowing, stop, ...stopFollowing]) one();
        own.leave();
      },
    };
  }

  return {
    ...{ db, device },
    get locks() {
      return locks;
    },

    /** In some other tab, at once. */
    async signIn(ownerId: string = ada): Promise<void> {
      const tokens = server.sessions.open(ownerId) as Record<'access_token' | 'refresh_token', string>;
      const { access_token: accessToken, refresh_token: refreshToken } = tokens;
      const expiresMs = clock.nowMs() + hourMs / 2;
      await beginFor(db, { clientId: 'web', ownerId, accessToken, refreshToken, expiresMs });
      const other = channel.join();
      other.tell({ kind: 'session-began' });
      other.leave();
    },

    /** `database` stands in for the browser's own. */
    open(database: OpenDatabase = async () => db) {
      let loads = 0;
      let isOpen = true;
      const startAnew = () => {
        app.close();
        const mine = ++loads;
        clock.after(loadMs, () => {
          if (isOpen && loads === mine) app = load(database, startAnew);
        });
      };
      let app = load(database, startAnew);
      const tab = {
        get mailbox() {
          return app.mailbox;
        },
        get session() {
          return app.session;
        },
        get call() {
          return app.call;
        },
        get isOpen() {
          return isOpen;
        },
        close() {
          if (!isOpen) return;
          isOpen = false;
          app.close();
          tabs.delete(tab);
        },
        /** Through the sign-in page and back. */
        async signIn(ownerId: string): Promise<void> {
          startAnew();
          loads++;
          app = load(database, startAnew, { isBack: true });
          await app.session.begin('web', { grant_type: 'test', owner: ownerId }).catch(() => undefined);
        },
        shown(): Map<number, string> {
          const all = [...app.mailbox.copy.messages.value.values()].sort((a, b) => a.id - b.id);
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

    /** No tab says or does anything more, and what they held is free. */
    crash(): void {
      for (const tab of [...tabs]) tab.close();
      locks = sharedLocks();
    },
  };
}

/** Ada, in a tab of hers, with a page in her mailbox; nothing goes wrong by chance. */
export async function openForAda() {
  const [chance, clock] = [chanceBy(1), handClock()];
  const server = new ServerModel(clock, chance);
  const browser = await openBrowserModel(server, clock, chance);
  await browser.signIn(ada);
  const tab = browser.open();
  server.of(ada).arrive('For Ada');
  await clock.pass(5000);
  return { server, browser, tab, clock };
}

/** The mailbox of whoever is signed in here, for the screens. */

import { addressOf } from '../api/address.ts';
import { call } from '../api/client.ts';
import { ownPacing } from '../api/own-pacing.ts';
import { reasonOf } from '../api/reason.ts';
import { browserClock, browserLocks } from '../browser.ts';
import { createLive } from '../live/create-live.ts';
import { localDatabase } from '../session/local-database.ts';
import { randomText } from '../session/random.ts';
import { signedInId } from '../session/session.ts';
import { browserTabs } from '../session/tabs.ts';
import { askAfterMs } from '../settings/ask-after.ts';
import { me } from '../shell/me.ts';
import { createMailbox } from './create-mailbox.ts';

export type { WrittenPage } from './create-outbox.ts';

/** The address that the page itself came from: the one that answers name may be another of the same server's. */
function socketHere(uri: string): string {
  const { search } = new URL(uri);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${addressOf('/ws')}${search}`;
}

export const ownMailbox = createMailbox({
  ...{ call, reasonOf, askAfterMs, random: randomText },
  ...{ database: localDatabase, clock: browserClock, tabs: browserTabs, locks: browserLocks },
  ownerOf: signedInId,
  myNumberOf: () => me.value?.extensionNumber ?? '',
  live: createLive({
    ...{ call, pacing: ownPacing, clock: browserClock, random: randomText, chance: Math.random },
    openSocket: (uri) => new WebSocket(socketHere(uri)),
  }),
});

const { copy, sync, changes, outbox: box } = ownMailbox;
export const { condition } = ownMailbox;
export const { messages: allMessages, arrivals, conversations, conversationById } = copy;
export const { lostConversations, goneRounds, unreadTotal } = copy;
export const { isLoaded, areOlderLeft, loadOlder, loadConversation } = sync;
export const { mark, remove, bringBack, purge, sendChanges } = changes;
export const { outbox, unarrived, post, retry, discard } = box;

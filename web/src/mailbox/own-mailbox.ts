/** The mailbox of whoever is signed in here, for the screens. */

import { ownPacing } from '../api/own-pacing.ts';
import { reasonOf } from '../api/reason.ts';
import { addressOf } from '../browser/address.ts';
import { browserClock, browserLocks } from '../browser/clock-and-locks.ts';
import { localDatabase } from '../browser/local-database.ts';
import { randomText } from '../browser/random.ts';
import { openTabs } from '../browser/tabs.ts';
import { createLive } from '../live/create-live.ts';
import { call } from '../session/client.ts';
import { me } from '../session/me.ts';
import { signedInId } from '../session/session.ts';
import { askAfterMs } from './ask-after.ts';
import { createMailbox } from './create-mailbox.ts';
import type { MailboxNews } from './tab-news.ts';

/** The address that the page itself came from: the one that answers name may be another of the same server's. */
function socketHere(uri: string): string {
  const { search } = new URL(uri);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${addressOf('/ws')}${search}`;
}

const mailboxTabs = openTabs<MailboxNews>();

export const ownMailbox = createMailbox({
  ...{ call, reasonOf, askAfterMs, random: randomText },
  ...{ database: localDatabase, clock: browserClock, tabs: mailboxTabs, locks: browserLocks },
  ownerOf: signedInId,
  myNumberOf: () => me.value?.extensionNumber ?? '',
  live: createLive({
    ...{ call, pacing: ownPacing, clock: browserClock, random: randomText, chance: Math.random },
    openSocket: (uri) => new WebSocket(socketHere(uri)),
  }),
});

const { copy, sync, changes, outbox: box, drafts } = ownMailbox;
export const { condition } = ownMailbox;
export const { messages: allMessages, arrivals, conversations, conversationById } = copy;
export const { lostConversations, goneRounds, unreadTotal } = copy;
export const { isLoaded, areOlderLeft, loadOlder, loadConversation } = sync;
export const { mark, remove, bringBack, purge, sendChanges } = changes;
export const { of: draftOf, keep: keepDraft, forget: forgetDraft } = drafts;
export const { outbox, unarrived, post, retry, discard } = box;

/** What decisions may ask about the life of messages: what is due, what is held, what waits. */

import type { Erasure } from '../erasure.ts';
import type { Hold, HoldId, PageKeeping } from '../hold.ts';
import type { ExtensionId, MessageId, Sequence, SessionId } from '../ids.ts';
import type { Availability, Copy } from '../message.ts';
import type { RetentionState } from '../retention.ts';

/** `Gone` copies are there only so that old sync tokens hear of them; to all others they do not exist. */
export type Stage = Availability | 'Gone';

export type CopyKey = Pick<Copy, 'extensionId' | 'copyId' | 'pageId'>;

/** A stretch of copies in the order of their ids, and the id that the next one begins with. */
export interface Stretch {
  readonly copies: readonly Copy[];
  /** The id asked from, if nothing lies there. */
  readonly nextId: MessageId;
  /** Whether nothing more is there at this moment. */
  readonly isEnd: boolean;
}

/** What sign-ins have left behind. */
export interface Leftovers {
  readonly tokenHashes: readonly string[];
  readonly sessionIds: readonly SessionId[];
  readonly sends: readonly { readonly extensionId: ExtensionId; readonly key: string }[];
}

export interface UpkeepFacts {
  'retention-state': { ask: object; fact: RetentionState };
  /** Copies that came into a stage at or before a time and do not wait for a hold, the longest there first. */
  'due-copies': { ask: { stage: Stage; untilMs: number; limit: number }; fact: readonly Copy[] };
  /** Copies that a hold keeps from going on, whether it is still in force or not. */
  'waiting-copies': { ask: { limit: number }; fact: readonly CopyKey[] };
  /** In the order asked for, all of them there. */
  'pages-keeping': { ask: { pageIds: readonly MessageId[] }; fact: readonly PageKeeping[] };
  /** Pages whose every copy is Purged but whose text a hold has kept, in order. */
  'unerased-pages': { ask: { afterId: MessageId; limit: number }; fact: readonly MessageId[] };
  /** Copies, of all mailboxes, with ids from `fromId` on, that are Alive as delivered and whose page is older than a time. */
  'untouched-copies': { ask: { fromId: MessageId; beforeMs: number; limit: number }; fact: Stretch };
  /** Copies, in all mailboxes, of pages that someone sent, which are not Purged yet; ids from `fromId` to before `beforeId`. */
  'sent-copies': {
    ask: { extensionId: ExtensionId; fromId: MessageId; beforeId: MessageId; limit: number };
    fact: Stretch;
  };
  /** Copies in someone's mailbox that are not Purged yet; ids from `fromId` to before `beforeId`. */
  'unpurged-copies': {
    ask: { extensionId: ExtensionId; fromId: MessageId; beforeId: MessageId; limit: number };
    fact: Stretch;
  };
  /** The mailboxes with a copy that came or changed since a place in the sequence. */
  'changed-mailboxes': {
    ask: { sinceSeq: Sequence; afterId: ExtensionId; limit: number };
    fact: readonly ExtensionId[];
  };
  /** The oldest Alive copies of mailboxes that are more than each may hold: one mailbox after another, `limit` in all. */
  'surplus-copies': {
    ask: { extensionIds: readonly ExtensionId[]; maximum: number; limit: number };
    fact: readonly Copy[];
  };
  hold: { ask: { holdId: HoldId }; fact: Hold | undefined };
  /**
   * A hold in force on a person, or on a thread that they began, were sent the first page of, are on the explicit list
   * of, or were in a Department of since it began.
   */
  'hold-on-person': { ask: { extensionId: ExtensionId }; fact: Hold | undefined };
  /** The oldest erasure that is not finished: of a person, or of anyone. */
  'open-erasure': { ask: { extensionId: ExtensionId | null }; fact: Erasure | undefined };
  /**
   * Tokens that expired, sessions that ended or ran out, and idempotency keys that ran out, each before a time. Sessions
   * that only ran out are left while a subscription rests on them.
   */
  leftovers: {
    ask: { tokensBeforeMs: number; sessionsBeforeMs: number; sendsBeforeMs: number; limit: number };
    fact: Leftovers;
  };
}

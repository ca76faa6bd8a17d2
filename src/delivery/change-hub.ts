/** Brings the change sequence to readers in this process: one look at it a commit, however many readers there are. */

import type { AccountId, ExtensionId, Sequence, SessionId } from '../domain/ids.ts';
import type { Place } from '../domain/place.ts';
import type { AccountChanges, Signal } from '../domain/reads/changes.ts';
import type { Store } from '../domain/store.ts';
import { createWakeable, type Wakeable } from '../wakeable.ts';

/** What readers hear of. */
export type HeardChanges = Pick<AccountChanges, 'mailboxes' | 'directory' | 'presence'>;

export interface Reader {
  readonly accountId: AccountId;
  /** Whose mailbox it hears of. */
  readonly extensionId: ExtensionId;
  readonly sessionId: SessionId;
  readonly hearsOfCompany: boolean;
  /** Whether it hears what became of its messages, and not only that something did. */
  readonly hearsRecords: boolean;
  /** While false nothing is brought: what it misses is looked up once it is true again, and `wake` called. */
  readonly isReady: boolean;
  /** Reads the records of what it hears of next. */
  readRecords(): Promise<void>;
  /** What happened since it was last told, before a place. */
  hear(changes: HeardChanges, place: Place): void;
  /** Its session is over. It has been removed. */
  end(): void;
}

export interface ChangeHub {
  /** From now on it hears of everything from `since` on, in order. A reader that is there already starts anew. */
  add(reader: Reader, since: Sequence): void;
  remove(reader: Reader): void;
  /** A reader has become ready. */
  wake(reader: Reader): void;
  /** How far a reader has been told; undefined when it is not there. */
  positionOf(reader: Reader): Sequence | undefined;
  close(): void;
}

/** Changes that follow each other faster than this are told together. */
const mergeMs = 10;
const retryMs = 1000;

export function createChangeHub(store: Store, failed: (error: unknown) => void): ChangeHub {
  const rooms = new Map<AccountId, Room>();

  function roomOf(accountId: AccountId): Room {
    const known = rooms.get(accountId);
    if (known) return known;
    const room = new Room(accountId, store, failed);
    rooms.set(accountId, room);
    return room;
  }

  const stop = store.onChange((signal) => rooms.get(signal.accountId)?.signalled(signal));
  return {
    add: (reader, since) => roomOf(reader.accountId).add(reader, since),
    remove(reader) {
      const room = rooms.get(reader.accountId);
      room?.remove(reader);
      if (room?.isEmpty) rooms.delete(reader.accountId);
    },
    wake: (reader) => rooms.get(reader.accountId)?.look(),
    positionOf: (reader) => rooms.get(reader.accountId)?.positionOf(reader),
    close() {
      stop();
      for (const room of rooms.values()) room.clear();
      rooms.clear();
    },
  };
}

/** The readers of one account. Those in step have all been told up to one position; the others each have their own. */
class Room {
  readonly #accountId: AccountId;
  readonly #store: Store;
  /** At once if the last look is long past, else a little later, together with what happens until then. */
  readonly #looking: Wakeable;
  readonly #inStep = new Map<ExtensionId, Reader[]>();
  readonly #companyReaders = new Set<Reader>();
  readonly #behind = new Map<Reader, Sequence>();
  #position: Sequence | undefined;
  #haveSessionsEnded = false;

  constructor(accountId: AccountId, store: Store, failed: (error: unknown) => void) {
    this.#accountId = accountId;
    this.#store = store;
    this.#looking = createWakeable({ run: () => this.#look(), mergeMs, retryMs, failed });
  }

  get isEmpty(): boolean {
    return this.#inStep.size === 0 && this.#behind.size === 0;
  }

  add(reader: Reader, since: Sequence): void {
    this.#leaveStep(reader);
    this.#behind.set(reader, since);
    this.look();
  }

  remove(reader: Reader): void {
    this.#behind.delete(reader);
    this.#leaveStep(reader);
  }

  clear(): void {
    this.#behind.clear();
    this.#inStep.clear();
    this.#companyReaders.clear();
    this.#looking.end();
  }

  positionOf(reader: Reader): Sequence | undefined {
    return (
      this.#behind.get(reader) ?? (this.#inStep.get(reader.extensionId)?.includes(reader) ? this.#position : undefined)
    );
  }

  signalled({ haveSessionsEnded }: Signal): void {
    this.#haveSessionsEnded ||= haveSessionsEnded;
    this.look();
  }

  look(): void {
    this.#looking.wake();
  }

  async #look(): Promise<void> {
    if (this.isEmpty) return;
    await this.#tellThoseInStep();
    await this.#catchUp();
  }

  async #tellThoseInStep(): Promise<void> {
    const since = this.#position;
    if (since === undefined || this.#inStep.size === 0) {
      await this.#endSessions();
      this.#position = await this.#store.server.readPosition(this.#accountId);
      return;
    }
    const changes = await this.#store.server.readChanges(this.#accountId, since, new Set(this.#inStep.keys()));
    // After the changes were read, so that whoever is signed out by then hears none of them.
    await this.#endSessions();
    this.#position = changes.position;
    this.#tell(changes, since);
  }

  #tell({ mailboxes, directory, presence, position, life }: AccountChanges, since: Sequence): void {
    const touched = new Map<Reader, AccountChanges['mailboxes']>();
    for (const mailbox of mailboxes) {
      for (const reader of this.#inStep.get(mailbox.extensionId) ?? []) touched.set(reader, [mailbox]);
    }
    if (directory.length + presence.length > 0) {
      for (const reader of this.#companyReaders) touched.set(reader, touched.get(reader) ?? []);
    }
    for (const [reader, own] of touched) {
      // Records are read for each reader by itself.
      if (reader.isReady && !(reader.hearsRecords && own.length > 0)) {
        reader.hear({ mailboxes: own, directory, presence }, { sequence: position, life });
      } else {
        this.#leaveStep(reader);
        this.#behind.set(reader, since);
      }
    }
  }

  /** Readers behind are looked up one by one; they fall into step when that brings them to where the others are. */
  async #catchUp(): Promise<void> {
    for (const [reader, since] of this.#behind) {
      if (!reader.isReady) continue;
      const changes = await this.#store.server.readChanges(this.#accountId, since, new Set([reader.extensionId]));
      if (reader.hearsRecords && changes.mailboxes.length > 0) await reader.readRecords();
      // It may have come just after its session ended.
      const ended = await this.#store.server.readEndedSessions(this.#accountId, [reader.sessionId]);
      if (ended.length > 0) this.#end(reader);
      if (this.#behind.get(reader) !== since || !reader.isReady) continue;
      const { mailboxes, directory, presence, position, life } = changes;
      if (position === this.#position) this.#fallIntoStep(reader);
      else this.#behind.set(reader, position);
      const isOfCompany = reader.hearsOfCompany && directory.length + presence.length > 0;
      if (mailboxes.length === 0 && !isOfCompany) continue;
      reader.hear(changes, { sequence: position, life });
    }
    if ([...this.#behind.keys()].some(({ isReady }) => isReady)) this.look();
  }

  async #endSessions(): Promise<void> {
    if (!this.#haveSessionsEnded) return;
    this.#haveSessionsEnded = false;
    const readers = [...this.#behind.keys(), ...[...this.#inStep.values()].flat()];
    const sessionIds = [...new Set(readers.map(({ sessionId }) => sessionId))];
    const ended = new Set(await this.#store.server.readEndedSessions(this.#accountId, sessionIds));
    for (const reader of readers.filter(({ sessionId }) => ended.has(sessionId))) this.#end(reader);
  }

  #end(reader: Reader): void {
    this.remove(reader);
    reader.end();
  }

  #fallIntoStep(reader: Reader): void {
    this.#behind.delete(reader);
    const others = this.#inStep.get(reader.extensionId) ?? [];
    if (!others.includes(reader)) this.#inStep.set(reader.extensionId, [...others, reader]);
    if (reader.hearsOfCompany) this.#companyReaders.add(reader);
  }

  #leaveStep(reader: Reader): void {
    const others = this.#inStep.get(reader.extensionId)?.filter((other) => other !== reader);
    if (others?.length === 0) this.#inStep.delete(reader.extensionId);
    else if (others) this.#inStep.set(reader.extensionId, others);
    this.#companyReaders.delete(reader);
  }
}

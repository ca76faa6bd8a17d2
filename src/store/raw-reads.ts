/** What an engine gives to be read: unguarded, and so for `guard-reads.ts` alone. */

import type { AccountId } from '../domain/ids.ts';
import type { Actor } from '../domain/session.ts';
import type { ActorReads, ServerReads } from '../domain/store.ts';
import type { KeptEntry, TrailEnds } from './audit-chain.ts';

/** An engine in this process answers at once, one behind a network later. */
export type Soon<T> = T | Promise<T>;

type Raw<Reads, Before extends unknown[]> = {
  readonly [Name in keyof Reads]: Reads[Name] extends (...args: infer A) => Promise<infer R>
    ? (...args: [...Before, ...A]) => Soon<R>
    : never;
};

/** What takes long is asked for in parts: `findReadable` for a few ids at a time, the audit trail for a few entries. */
export interface RawReads {
  readonly actor: Raw<Omit<ActorReads, 'verifyAudit'>, [actor: Actor]>;
  readonly server: Raw<Omit<ServerReads, 'verifyAudit'>, []>;
  readonly trail: {
    ends(accountId: AccountId): Soon<TrailEnds>;
    after(accountId: AccountId, number: number, limit: number): Soon<readonly KeptEntry[]>;
  };
}

/** Where reads are answered that would keep everyone waiting here: with their guard, in a snapshot, all the same. */
export interface AwayReads {
  /** Whether this is one of them, of an actor's reads. */
  takes(name: keyof ActorReads, args: readonly unknown[]): boolean;
  /** Which of the server's are. */
  readonly ofServer: readonly (keyof ServerReads)[];
  asActor(actor: Actor, name: string, args: readonly unknown[]): Promise<unknown>;
  asServer(name: string, args: readonly unknown[]): Promise<unknown>;
}

export interface ReadEngine {
  /** Everything that is read inside is of one moment, whatever is committed meanwhile. */
  snapshot<R>(read: (reads: RawReads) => Soon<R>): Soon<R>;
  /** The same for what is read by a single statement, which is of one moment by itself. */
  readOnce<R>(read: (reads: RawReads) => Soon<R>): Soon<R>;
  /** Before a search: makes what was sent until now be found by it. Rejects with `overloaded` while that is too much. */
  catchUp(accountId: AccountId): Promise<void>;
  readonly away?: AwayReads | undefined;
  readonly names: {
    readonly actor: readonly (keyof RawReads['actor'])[];
    readonly server: readonly (keyof RawReads['server'])[];
    /** Of the server's, those that are a single statement, and are asked so often that it matters. */
    readonly single: readonly (keyof RawReads['server'])[];
  };
}

export function namesOf(
  { actor, server }: RawReads,
  single: readonly (keyof RawReads['server'])[],
): ReadEngine['names'] {
  return {
    single,
    actor: Object.keys(actor) as (keyof RawReads['actor'])[],
    server: Object.keys(server) as (keyof RawReads['server'])[],
  };
}

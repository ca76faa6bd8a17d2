/** Puts the guard before every read of an actor, in the same snapshot, and every other read in a snapshot of its own. */

import { setImmediate as turn } from 'node:timers/promises';
import type { AuditHead, AuditVerification } from '../domain/audit.ts';
import { DomainError } from '../domain/errors.ts';
import type { AccountId, MessageId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Listed } from '../domain/reads/lists.ts';
import type { MessageSearch } from '../domain/reads/messages.ts';
import { personMay } from '../domain/role.ts';
import type { Actor, SessionState } from '../domain/session.ts';
import type { ActorReads, ServerReads, Store } from '../domain/store.ts';
import { verifyTrail } from './audit-chain.ts';
import type { AwayReads, RawReads, ReadEngine, Soon } from './raw-reads.ts';

const soughtAtOnce = 1000;
const entriesAtOnce = 500;

type AnyRead = (...args: unknown[]) => Soon<unknown>;
type Read<R> = (reads: RawReads) => Soon<R>;
/** Runs a read in a snapshot, and refuses what its asker may not read. */
type Ask = <R>(read: Read<R>) => Promise<R>;

function requireRights({ permission }: Actor, state: SessionState | undefined): void {
  if (!state) throw new DomainError({ code: 'unknown-token' });
  if (permission === undefined || personMay(state, permission)) return;
  throw new DomainError({ code: 'missing-user-permission', subject: permission });
}

/** An engine that answers at once is not made to wait, as its snapshot could not last. */
function after<T, R>(first: Soon<T>, next: (value: T) => Soon<R>): Soon<R> {
  return first instanceof Promise ? first.then(next) : next(first);
}

/** The reads are made once, from what the engine has: none of an actor's can be reached past the guard. */
export function guardReads(engine: ReadEngine): Pick<Store, 'as' | 'server'> {
  const Guarded = guardedClass(engine);
  return { as: (actor) => new Guarded(actor), server: serverReads(engine) };
}

function guardedClass({ snapshot, catchUp, names, away }: ReadEngine): new (actor: Actor) => ActorReads {
  class Guarded implements Pick<ActorReads, 'findReadable' | 'searchMessages' | 'verifyAudit'> {
    readonly #actor: Actor;

    constructor(actor: Actor) {
      this.#actor = actor;
    }

    async #ask<R>(read: Read<R>): Promise<R> {
      const actor = this.#actor;
      return await snapshot((reads) =>
        after(reads.server.readSessionState(actor), (state) => {
          requireRights(actor, state);
          return read(reads);
        }),
      );
    }

    /** Where it keeps nobody waiting. */
    async #read(name: keyof RawReads['actor'], args: readonly unknown[]): Promise<unknown> {
      if (away?.takes(name, args)) return await away.asActor(this.#actor, name, args);
      return await this.#ask((reads) => (reads.actor[name] as AnyRead)(this.#actor, ...args));
    }

    async findReadable(copyIds: readonly MessageId[]): Promise<readonly MessageId[]> {
      const found: MessageId[] = [];
      let at = 0;
      do {
        if (at > 0) await turn();
        const some = copyIds.slice(at, at + soughtAtOnce);
        found.push(...(await this.#ask((reads) => reads.actor.findReadable(this.#actor, some))));
        at += soughtAtOnce;
      } while (at < copyIds.length);
      return found;
    }

    /** Nobody but who may search sets it going. */
    async searchMessages(query: MessageSearch): Promise<Listed<Message>> {
      await this.#ask(() => undefined);
      await catchUp(this.#actor.accountId);
      return (await this.#read('searchMessages', [query])) as Listed<Message>;
    }

    async verifyAudit(noted?: AuditHead): Promise<AuditVerification> {
      const actor = this.#actor;
      if (away?.takes('verifyAudit', [noted])) {
        return (await away.asActor(actor, 'verifyAudit', [noted])) as AuditVerification;
      }
      return await verifyAudit((read) => this.#ask(read), actor.accountId, noted);
    }

    static {
      const { prototype } = Guarded;
      for (const name of names.actor.filter((one) => !(one in prototype))) {
        const value = function (this: Guarded, ...args: unknown[]) {
          return this.#read(name, args);
        };
        Object.defineProperty(prototype, name, { value });
      }
    }
  }
  return Guarded as unknown as new (
    actor: Actor,
  ) => ActorReads;
}

function serverReads({ snapshot, readOnce, names, away }: ReadEngine): ServerReads {
  const ask: Ask = async (read) => await snapshot(read);
  const askOnce: Ask = async (read) => await readOnce(read);
  const reads = names.server.map((name): [string, AnyRead] => {
    const how = names.single.includes(name) ? askOnce : ask;
    return [name, (...args) => how((raw) => (raw.server[name] as AnyRead)(...args))];
  });
  const elsewhere = [...(away?.ofServer ?? [])].map((name): [string, AnyRead] => {
    return [name, (...args) => (away as AwayReads).asServer(name, args)];
  });
  return {
    ...(Object.fromEntries(reads) as unknown as Omit<ServerReads, 'verifyAudit'>),
    verifyAudit: (accountId, noted) => verifyAudit(ask, accountId, noted),
    ...Object.fromEntries(elsewhere),
  };
}

/** However long the trail, others get their turn; each part of it is asked for anew. */
async function verifyAudit(ask: Ask, accountId: AccountId, noted?: AuditHead): Promise<AuditVerification> {
  const ends = await ask(({ trail }) => trail.ends(accountId));
  const read = (afterNumber: number) => ask(({ trail }) => trail.after(accountId, afterNumber, entriesAtOnce));
  return await verifyTrail(accountId, { ...ends, read }, noted);
}

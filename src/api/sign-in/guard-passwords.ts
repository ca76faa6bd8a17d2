/** Compares passwords, slowly enough for whoever guesses and for no more at a time than the machine can bear. */

import { fastifyPlugin } from 'fastify-plugin';
import { LRUCache } from 'lru-cache';
import { changeSignIn } from '../../actions/sign-in/change-sign-in.ts';
import type { PasswordProof } from '../../domain/commands/sessions.ts';
import { DomainError } from '../../domain/errors.ts';
import { isActive } from '../../domain/extension.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Login, LoginName } from '../../domain/reads/sessions.ts';
import { hashPassword, isOutdated, isPassword } from '../../wire/passwords.ts';
import type { Beckon } from '../shared/beckon.ts';

declare module 'fastify' {
  interface FastifyInstance {
    passwords: PasswordGuard;
  }
}

/** Each hash takes 19 MiB while it is made; four are made at a time. */
const maxWaiting = 32;
const maxAddresses = 10_000;
const addressWindowMs = 15 * 60_000;
/** More than for a person: many may sit behind one address. */
const maxFailuresOfAddress = 30;

interface Attempt {
  readonly accountId: AccountId;
  /** Undefined for what is no name at all. */
  readonly name: LoginName | undefined;
  readonly password: string;
  readonly address: string;
}

export class PasswordGuard {
  readonly #beckon: Beckon;
  readonly #failuresOfAddress: LRUCache<string, number>;
  #waiting = 0;

  constructor(beckon: Beckon) {
    this.#beckon = beckon;
    this.#failuresOfAddress = new LRUCache({
      max: maxAddresses,
      ttl: addressWindowMs,
      // The window begins with the first failure, and no later one makes it longer.
      noUpdateTTL: true,
      perf: { now: () => beckon.clock.nowMs() },
      ttlResolution: 0,
    });
  }

  /**
   * The person's proof, to be handed to the command that it is for. Throws `bad-credentials` alike for an unknown name, a
   * wrong password, someone who is not active and after too many tries: neither words nor time tell which it was.
   */
  async prove({ accountId, name, password, address }: Attempt): Promise<PasswordProof> {
    const { store } = this.#beckon;
    const login = name && (await store.readLogin(accountId, name));
    const isBarred = (this.#failuresOfAddress.get(address) ?? 0) >= maxFailuresOfAddress;
    const proof = await this.#inTurn(() => this.#compare(login, password));
    if (proof && !isBarred) return proof;
    await this.#countFailure({ accountId, login: isBarred ? undefined : login, address });
    throw new DomainError({ code: 'bad-credentials' });
  }

  /** Makes the hash of a new password, when it is its turn. */
  async hash(password: string): Promise<string> {
    return await this.#inTurn(() => hashPassword(password));
  }

  async #compare(login: Login | undefined, text: string): Promise<PasswordProof | undefined> {
    const hash = login?.password?.hash;
    const isRight = await isPassword(text, hash);
    // An outdated hash is made in less time: making a new one hides which people have one.
    const betterHash = hash !== undefined && isOutdated(hash) ? await hashPassword(text) : undefined;
    if (!login || hash === undefined || !isRight || !this.#isOpen(login)) return undefined;
    const { extensionId } = login.extension;
    return { kind: 'password', extensionId, hash, ...(betterHash === undefined ? {} : { betterHash }) };
  }

  #isOpen({ extension, password }: Login): boolean {
    return isActive(extension) && (password?.lockedUntilMs ?? 0) <= this.#beckon.clock.nowMs();
  }

  async #countFailure({
    accountId,
    login,
    address,
  }: {
    accountId: AccountId;
    login: Login | undefined;
    address: string;
  }) {
    this.#failuresOfAddress.set(address, (this.#failuresOfAddress.get(address) ?? 0) + 1);
    const extensionId = login?.extension.extensionId;
    await changeSignIn(this.#beckon.store, { kind: 'count-failed-sign-in', accountId, extensionId, address });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= maxWaiting) throw new DomainError({ code: 'overloaded' }, 'too many passwords to compare');
    this.#waiting++;
    try {
      return await work();
    } finally {
      this.#waiting--;
    }
  }
}

export const guardPasswords = fastifyPlugin<{ beckon: Beckon }>(async (app, { beckon }) => {
  app.decorate('passwords', new PasswordGuard(beckon));
});

/** Compares passwords, slowly enough for whoever guesses and for no more at a time than the machine can bear. */

import { fastifyPlugin } from 'fastify-plugin';
import type { PasswordProof } from '../../domain/commands/sessions.ts';
import { DomainError, unwrap } from '../../domain/errors.ts';
import { isActive } from '../../domain/extension.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Login, LoginName } from '../../domain/reads/sessions.ts';
import { hashPassword, isOutdated, isPassword } from '../../wire/passwords.ts';
import { networkOf } from '../shared/network-of.ts';
import type { ApiServices } from '../shared/services.ts';
import { FailedGuesses } from './failed-guesses.ts';
import type { Owner } from './known-browser.ts';

declare module 'fastify' {
  interface FastifyInstance {
    passwords: PasswordGuard;
  }
}

/** Each hash takes 19 MiB while it is made; four are made at a time. */
const maxWaiting = 32;

interface Attempt {
  readonly accountId: AccountId;
  /** Undefined for what is no name at all. */
  readonly name: LoginName | undefined;
  readonly password: string;
  readonly address: string;
  /** Names where a person who has signed in there before tries again; undefined where they have not, or if absent. */
  readonly placeOf?: (person: Owner) => string | undefined;
}

interface Met extends Attempt {
  readonly login: Login | undefined;
  /** Where whoever tries is known, and may be wrong a few times more. */
  readonly place: string | undefined;
}

export class PasswordGuard {
  readonly #services: ApiServices;
  readonly #failed: FailedGuesses;
  #waiting = 0;

  constructor(services: ApiServices) {
    this.#services = services;
    this.#failed = new FailedGuesses(services.clock);
  }

  /**
   * The person's proof, to be handed to the command that it is for. Throws `bad-credentials` alike for an unknown name, a
   * wrong password, someone who is not active and a password that is locked: neither words nor time tell which it was.
   * Throws `shared-address` for the address of several people, whatever the password: with it none of them can sign in.
   * Throws `rate-exceeded` without comparing when too many wrong ones came from the address. A lock and other people's
   * failures do not hold up whoever is known where they are.
   */
  async prove(attempt: Attempt): Promise<PasswordProof> {
    const met = await this.#meet(attempt);
    const waitS = this.#failed.waitOf(networkOf(met.address));
    if (met.place === undefined && waitS !== undefined) {
      throw new DomainError({ code: 'rate-exceeded', retryAfterS: waitS });
    }
    const proof = await this.#inTurn(() => this.#compare(met));
    if (proof) return proof;
    await this.#countFailure(met);
    throw new DomainError({ code: (await this.#isShared(met)) ? 'shared-address' : 'bad-credentials' });
  }

  /** Makes the hash of a new password, when it is its turn. */
  async hash(password: string): Promise<string> {
    return await this.#inTurn(() => hashPassword(password));
  }

  async #isShared({ accountId, name }: Met): Promise<boolean> {
    return name !== undefined && (await this.#services.store.server.isSharedName(accountId, name));
  }

  async #meet(attempt: Attempt): Promise<Met> {
    const { accountId, name, placeOf } = attempt;
    const login = name && (await this.#services.store.server.readLogin(accountId, name));
    const extensionId = login?.extension.extensionId;
    const known = extensionId && placeOf?.({ accountId, extensionId });
    const place = known === undefined ? undefined : `${known} ${accountId} ${extensionId}`;
    return { ...attempt, login, place: place !== undefined && this.#failed.isTrusted(place) ? place : undefined };
  }

  async #compare({ login, password, place }: Met): Promise<PasswordProof | undefined> {
    const hash = login?.password?.hash;
    const isRight = await isPassword(password, hash);
    // An outdated hash is made in less time: making a new one hides which people have one.
    const betterHash = hash !== undefined && isOutdated(hash) ? await hashPassword(password) : undefined;
    const passesLock = place !== undefined;
    if (!login || hash === undefined || !isRight || !this.#isOpen(login, passesLock)) return undefined;
    const { extensionId } = login.extension;
    return { kind: 'password', extensionId, hash, passesLock, ...(betterHash === undefined ? {} : { betterHash }) };
  }

  #isOpen({ extension, password }: Login, passesLock: boolean): boolean {
    const isLocked = (password?.lockedUntilMs ?? 0) > this.#services.clock.nowMs();
    return isActive(extension) && (passesLock || !isLocked);
  }

  async #countFailure({ accountId, name, password, address, login, place }: Met): Promise<void> {
    const isNew = this.#failed.count([accountId, name, password], { network: networkOf(address), place });
    const extensionId = isNew ? login?.extension.extensionId : undefined;
    unwrap(await this.#services.store.execute({ kind: 'count-failed-sign-in', accountId, extensionId, address }));
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

export const guardPasswords = fastifyPlugin<{ services: ApiServices }>(async (app, { services }) => {
  app.decorate('passwords', new PasswordGuard(services));
});

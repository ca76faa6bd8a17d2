/** The cookie that says who has signed in with a browser before, so that strangers' guesses do not keep them out there. */

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountId, ExtensionId } from '../../domain/ids.ts';
import { sealedText, unsealedText } from '../../wire/sealed-text.ts';
import { deriveKey } from '../../wire/secrets.ts';
import type { Beckon } from '../shared/beckon.ts';
import { cookieIn, setCookie } from './cookies.ts';

const name = 'beckon_known';
const lifeS = 400 * 24 * 3600;
/** At a desk that many share. Whoever was there longest ago is forgotten. */
const maxPeople = 30;

type Person = readonly [AccountId, ExtensionId];

interface Known {
  /** What its failures are counted by. */
  readonly id: string;
  readonly expiresMs: number;
  readonly people: readonly Person[];
}

export interface Owner {
  readonly accountId: AccountId;
  readonly extensionId: ExtensionId;
}

export interface KnownBrowser {
  /** By what this person's failures there are counted; undefined if they have not signed in there. */
  placeOf(person: Owner): string | undefined;
}

export async function knownBrowser(request: FastifyRequest, beckon: Beckon): Promise<KnownBrowser> {
  const known = await readKnown(request, beckon);
  return {
    placeOf: (person) => (known?.people.some((one) => isOf(one, person)) ? `browser ${known.id}` : undefined),
  };
}

/** Someone has signed in. */
export async function rememberBrowser(
  request: FastifyRequest,
  reply: FastifyReply,
  { beckon, person }: { beckon: Beckon; person: Owner },
): Promise<void> {
  const known = await readKnown(request, beckon);
  const others = (known?.people ?? []).filter((one) => !isOf(one, person));
  const value: Known = {
    id: known?.id ?? randomBytes(16).toString('base64url'),
    expiresMs: beckon.clock.nowMs() + lifeS * 1000,
    people: [[person.accountId, person.extensionId] as const, ...others].slice(0, maxPeople),
  };
  setCookie(reply, beckon, { name, value: sealedText(await keyOf(beckon), value), maxAgeS: lifeS });
}

async function readKnown(request: FastifyRequest, beckon: Beckon): Promise<Known | undefined> {
  const text = cookieIn(request, beckon, name);
  if (text === undefined) return undefined;
  const known = unsealedText(await keyOf(beckon), text) as Known | undefined;
  return known && known.expiresMs > beckon.clock.nowMs() ? known : undefined;
}

async function keyOf({ store }: Beckon): Promise<Uint8Array> {
  return deriveKey(await store.server.readSecret(), 'known browser');
}

function isOf([accountId, extensionId]: Person, person: Owner): boolean {
  return accountId === person.accountId && extensionId === person.extensionId;
}

/** The cookie that says who has signed in with a browser before, so that strangers' guesses do not keep them out there. */

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountId, ExtensionId } from '../../domain/ids.ts';
import { sealedText, unsealedText } from '../../wire/sealed-text.ts';
import { deriveKey } from '../../wire/secrets.ts';
import type { ApiServices } from '../shared/services.ts';
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

export async function knownBrowser(request: FastifyRequest, services: ApiServices): Promise<KnownBrowser> {
  const known = await readKnown(request, services);
  return {
    placeOf: (person) => (known?.people.some((one) => isOf(one, person)) ? `browser ${known.id}` : undefined),
  };
}

/** Someone has signed in. */
export async function rememberBrowser(
  request: FastifyRequest,
  reply: FastifyReply,
  { services, person }: { services: ApiServices; person: Owner },
): Promise<void> {
  const known = await readKnown(request, services);
  const others = (known?.people ?? []).filter((one) => !isOf(one, person));
  const value: Known = {
    id: known?.id ?? randomBytes(16).toString('base64url'),
    expiresMs: services.clock.nowMs() + lifeS * 1000,
    people: [[person.accountId, person.extensionId] as const, ...others].slice(0, maxPeople),
  };
  setCookie(reply, services, { name, value: sealedText(await keyOf(services), value), maxAgeS: lifeS });
}

async function readKnown(request: FastifyRequest, services: ApiServices): Promise<Known | undefined> {
  const text = cookieIn(request, services, name);
  if (text === undefined) return undefined;
  const known = unsealedText(await keyOf(services), text) as Known | undefined;
  return known && known.expiresMs > services.clock.nowMs() ? known : undefined;
}

async function keyOf({ store }: ApiServices): Promise<Uint8Array> {
  return deriveKey(await store.server.readSecret(), 'known browser');
}

function isOf([accountId, extensionId]: Person, person: Owner): boolean {
  return accountId === person.accountId && extensionId === person.extensionId;
}

/** What the browser keeps between visits: the session, the copy of the mailbox, and what is still to be sent. */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { ownName } from '../api/address.ts';

export interface KeptSession {
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token runs out, in milliseconds since 1970. */
  readonly expiresMs: number;
  readonly ownerId: string;
}

export interface LocalSchema extends DBSchema {
  /** One row, `current`. */
  session: { key: string; value: KeptSession };
  /** Whatever single values a part of the app keeps, by a key of its own. */
  values: { key: string; value: unknown };
  messages: { key: number; value: { id: number; [field: string]: unknown } };
  outbox: { key: string; value: { key: string; [field: string]: unknown } };
}

let opened: Promise<IDBPDatabase<LocalSchema>> | undefined;

export function localDatabase(): Promise<IDBPDatabase<LocalSchema>> {
  opened ??= openDB<LocalSchema>(ownName('beckon'), 1, {
    upgrade(db) {
      db.createObjectStore('session');
      db.createObjectStore('values');
      db.createObjectStore('messages', { keyPath: 'id' });
      db.createObjectStore('outbox', { keyPath: 'key' });
    },
  });
  return opened;
}

/** Forgets everything about whoever was signed in. */
export async function forgetEverything(): Promise<void> {
  const db = await localDatabase();
  await Promise.all((['session', 'values', 'messages', 'outbox'] as const).map((store) => db.clear(store)));
}

const unsentOwnerKey = 'unsentOwner';
/** Under such keys of `values` lies what was begun. */
export const draftPrefix = 'draft:';

/** Forgets all but what was written and not sent, which waits for its writer. Answers how many pages wait to be sent. */
export async function forgetAllButUnsent(ownerId: string): Promise<number> {
  const db = await localDatabase();
  const keys = await db.getAllKeys('values');
  const isDraft = (key: string) => key.startsWith(draftPrefix);
  await Promise.all([
    ...(['session', 'messages'] as const).map((store) => db.clear(store)),
    ...keys.filter((key) => !isDraft(key)).map((key) => db.delete('values', key)),
  ]);
  const count = await db.count('outbox');
  if (count > 0 || keys.some(isDraft)) await db.put('values', ownerId, unsentOwnerKey);
  return count;
}

/** Whose everything is that is kept here, be they signed in or not; undefined if nothing is. */
export async function keptOwner(): Promise<string | undefined> {
  const db = await localDatabase();
  return (
    (await db.get('session', 'current'))?.ownerId ?? ((await db.get('values', unsentOwnerKey)) as string | undefined)
  );
}

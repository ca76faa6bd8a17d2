/** What the browser keeps between visits: the session, the copy of the mailbox, and what is still to be sent. */

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

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

type Database = IDBPDatabase<LocalSchema>;
const everything = ['session', 'values', 'messages', 'outbox'] as const;

export function openLocalDatabase(name: string): Promise<Database> {
  return openDB<LocalSchema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('session');
      db.createObjectStore('values');
      db.createObjectStore('messages', { keyPath: 'id' });
      db.createObjectStore('outbox', { keyPath: 'key' });
    },
  });
}

/** Forgets everything about whoever was signed in, at once: what is written later finds nobody to write it for. */
export async function forgetAll(db: Database): Promise<void> {
  const transaction = db.transaction(everything, 'readwrite');
  for (const store of everything) void transaction.objectStore(store).clear();
  await transaction.done;
}

const unsentOwnerKey = 'unsentOwner';
/** Under such keys of `values` lies what was begun. */
export const draftPrefix = 'draft:';

/** Forgets all but what was written and not sent, which waits for its writer. Answers how many pages wait to be sent. */
export async function forgetButUnsent(db: Database, ownerId: string): Promise<number> {
  const transaction = db.transaction(everything, 'readwrite');
  const values = transaction.objectStore('values');
  const [keys, count] = await Promise.all([values.getAllKeys(), transaction.objectStore('outbox').count()]);
  const isDraft = (key: string) => key.startsWith(draftPrefix);
  for (const store of ['session', 'messages'] as const) void transaction.objectStore(store).clear();
  for (const key of keys) if (!isDraft(key)) void values.delete(key);
  if (count > 0 || keys.some(isDraft)) void values.put(ownerId, unsentOwnerKey);
  await transaction.done;
  return count;
}

/** Whose everything is that is kept here, be they signed in or not; undefined if nothing is. */
export async function ownerKept(db: Database): Promise<string | undefined> {
  const session = await db.get('session', 'current');
  return session?.ownerId ?? ((await db.get('values', unsentOwnerKey)) as string | undefined);
}

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
export type OpenDatabase = () => Promise<Database>;
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

const unsentOwnerKey = 'unsentOwner';
const leavingKey = 'leaving';
/** Under such keys of `values` lies what was begun. */
export const draftPrefix = 'draft:';

function allOf(db: Database) {
  const transaction = db.transaction(everything, 'readwrite');
  const values = transaction.objectStore('values');
  return {
    transaction,
    values,
    clear: () => everything.map((store) => transaction.objectStore(store).clear()),
    session: () => transaction.objectStore('session').get('current'),
    unsentOwner: () => values.get(unsentOwnerKey) as Promise<string | undefined>,
  };
}

/** Keeps who has signed in. What is still here of anyone else goes with it. Answers whose session was kept before. */
export async function beginFor(db: Database, session: KeptSession): Promise<KeptSession | undefined> {
  const all = allOf(db);
  const [before, unsentOwner] = await Promise.all([all.session(), all.unsentOwner()]);
  if ((before?.ownerId ?? unsentOwner) !== session.ownerId) all.clear();
  void all.transaction.objectStore('session').put(session, 'current');
  await all.transaction.done;
  return before;
}

/**
 * Forgets everything of a person, unless someone else has signed in since; what is written later finds nobody to write it
 * for. Answers the session that ends by it.
 */
export async function forgetAll(db: Database, ownerId: string): Promise<KeptSession | undefined> {
  const all = allOf(db);
  const session = await all.session();
  if (session?.ownerId === ownerId) {
    all.clear();
    void all.values.put(true, leavingKey);
  }
  await all.transaction.done;
  return session?.ownerId === ownerId ? session : undefined;
}

/** Whether someone signed out here for whom this device may still listen. */
export async function isLeaving(db: Database): Promise<boolean> {
  return (await db.get('values', leavingKey)) === true;
}
export async function hasLeft(db: Database): Promise<void> {
  await db.delete('values', leavingKey);
}

/**
 * Forgets all of a session that has ended but what was written and not sent, which waits for its writer; nothing if another
 * session has taken its place. Answers whether it is forgotten.
 */
export async function forgetButUnsent(db: Database, { ownerId, refreshToken }: KeptSession): Promise<boolean> {
  const all = allOf(db);
  const session = await all.session();
  const isReplaced = session !== undefined && session.refreshToken !== refreshToken;
  if (session && !isReplaced) {
    const [keys, count] = await Promise.all([all.values.getAllKeys(), all.transaction.objectStore('outbox').count()]);
    const isDraft = (key: string) => key.startsWith(draftPrefix);
    for (const store of ['session', 'messages'] as const) void all.transaction.objectStore(store).clear();
    for (const key of keys) if (!isDraft(key)) void all.values.delete(key);
    if (count > 0 || keys.some(isDraft)) void all.values.put(ownerId, unsentOwnerKey);
  }
  await all.transaction.done;
  return !isReplaced;
}

/** Whose everything is that is kept here, be they signed in or not; undefined if nothing is. */
export async function ownerKept(db: Database): Promise<string | undefined> {
  const { transaction, session, unsentOwner } = allOf(db);
  const [current, unsent] = await Promise.all([session(), unsentOwner()]);
  await transaction.done;
  return current?.ownerId ?? unsent;
}

/** Keeps a single value for someone, or forgets it, unless they are not signed in here any more. Answers whether it did. */
export async function keepFor(
  db: Database,
  ownerId: string | undefined,
  key: string,
  value: unknown,
): Promise<boolean> {
  const transaction = db.transaction(['session', 'values'], 'readwrite');
  const session = await transaction.objectStore('session').get('current');
  const isTheirs = ownerId !== undefined && session?.ownerId === ownerId;
  if (isTheirs && value === undefined) void transaction.objectStore('values').delete(key);
  else if (isTheirs) void transaction.objectStore('values').put(value, key);
  await transaction.done;
  return isTheirs;
}

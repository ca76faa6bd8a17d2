/** What people do to their own messages: read, delete, bring back. Shown at once, then told to the server. */

import { call, mailboxPath } from '../api/client.ts';
import type { MessageJson } from '../api/shapes.ts';
import { changeLocally, removeLocally } from './local-copy.ts';
import { synchronise } from './sync.ts';

/** The server takes so many ids in one address. */
const maxIds = 50;

function* portions(ids: readonly number[]): Generator<readonly number[]> {
  for (let start = 0; start < ids.length; start += maxIds) yield ids.slice(start, start + maxIds);
}

export async function mark(ids: readonly number[], readStatus: MessageJson['readStatus']): Promise<void> {
  await changeLocally(ids, { readStatus });
  for (const some of portions(ids)) {
    await call(`${mailboxPath}/message-store/${some.join(',')}`, {
      method: 'PUT',
      body: { readStatus },
      headers: { accept: 'application/vnd.ringcentral.multipart+json' },
    });
  }
}

export async function remove(ids: readonly number[], { isPurge = false } = {}): Promise<void> {
  await removeLocally(ids);
  for (const some of portions(ids)) {
    await call(`${mailboxPath}/message-store/${some.join(',')}`, {
      method: 'DELETE',
      ...(isPurge ? { query: { purge: 'true' } } : {}),
      headers: { accept: 'application/vnd.ringcentral.multipart+json' },
    });
  }
}

export async function restore(ids: readonly number[]): Promise<void> {
  for (const some of portions(ids)) {
    await call(`${mailboxPath}/message-store/${some.join(',')}`, {
      method: 'PATCH',
      body: { availability: 'Alive' },
      headers: { accept: 'application/vnd.ringcentral.multipart+json' },
    });
  }
  await synchronise();
}

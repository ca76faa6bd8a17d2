/** The signed-in person's own extension. Kept, so that it is there without a network. */

import { signal } from '@preact/signals';
import { call, mailboxPath } from '../api/client.ts';
import type { ExtensionJson } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';

export const me = signal<ExtensionJson | undefined>(undefined);

export async function readMe(): Promise<void> {
  const db = await localDatabase();
  me.value ??= (await db.get('values', 'me')) as ExtensionJson | undefined;
  const read = await call<ExtensionJson>(mailboxPath);
  me.value = read;
  await db.put('values', read, 'me');
}

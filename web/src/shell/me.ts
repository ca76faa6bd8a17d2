/** The signed-in person's own extension. Kept, so that it is there without a network. */

import { signal } from '@preact/signals';
import { call, mailboxPath } from '../api/client.ts';
import type { ExtensionJson } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';

export const me = signal<ExtensionJson | undefined>(undefined);

/** What was kept of an earlier visit. */
export async function loadMe(): Promise<void> {
  const kept = (await (await localDatabase()).get('values', 'me')) as ExtensionJson | undefined;
  me.value ??= kept;
}

export async function readMe(): Promise<void> {
  const read = await call<ExtensionJson>(mailboxPath);
  me.value = read;
  await (await localDatabase()).put('values', read, 'me');
}

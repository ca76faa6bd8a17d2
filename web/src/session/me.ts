/** The signed-in person's own extension. Kept, so that it is there without a network. */

import { signal } from '@preact/signals';
import type { ExtensionJson } from '../api/shapes.ts';
import { localDatabase } from '../browser/local-database.ts';
import { keepFor } from '../browser/local-schema.ts';
import { call, mailboxPath } from './client.ts';
import { signedInId } from './session.ts';

export const me = signal<ExtensionJson | undefined>(undefined);

/** What was kept of an earlier visit. */
export async function loadMe(): Promise<void> {
  const kept = (await (await localDatabase()).get('values', 'me')) as ExtensionJson | undefined;
  me.value ??= kept;
}

export async function readMe(): Promise<void> {
  const read = await call<ExtensionJson>(mailboxPath);
  me.value = read;
  await keepFor(await localDatabase(), signedInId(), 'me', read);
}

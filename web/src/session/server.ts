/** What this server is: a demo or an organisation's own, and the app to sign in as. Asked once. */

import { computed, signal } from '@preact/signals';
import { NetworkError } from '../api/refusals.ts';
import type { ServerJson } from '../api/shapes.ts';
import { addressOf } from '../browser/address.ts';

export const server = signal<ServerJson | undefined>(undefined);
/** Whether this is a demo, and in front of its developer. */
export const hasDemoDesk = computed(() => server.value?.hasDemoDesk ?? false);

/** Rejects with `NetworkError` when the server cannot be reached. */
export async function readServer(): Promise<ServerJson> {
  if (server.value) return server.value;
  const answer = await fetch(addressOf('/beckon/v1/server')).catch(() => {
    throw new NetworkError();
  });
  if (!answer.ok) throw new NetworkError();
  server.value = (await answer.json()) as ServerJson;
  return server.value;
}

const ownMachine = /^http:\/\/(([\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/;

/** Where the app is for everyone, if it was opened somewhere else, from where nobody can sign in. */
export function publicAddress({ publicUrl }: ServerJson): string | undefined {
  const here = location.origin + addressOf('');
  const isHere = publicUrl === here || (ownMachine.test(publicUrl) && ownMachine.test(here));
  return isHere ? undefined : publicUrl;
}

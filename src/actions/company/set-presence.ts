/** Changes what the actor tells of their presence, and answers it as it is afterwards. */

import { unwrap } from '../../domain/errors.ts';
import type { Presence } from '../../domain/presence.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export async function setPresence(store: Store, actor: Actor, changes: Partial<Presence>): Promise<Presence> {
  return unwrap(await store.execute({ kind: 'set-presence', accountId: actor.accountId, actor, changes }));
}

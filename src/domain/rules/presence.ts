/** People change their own presence, and nobody else's. */

import type { OutcomeOf } from '../command.ts';
import type { SetPresence } from '../commands/presence.ts';
import type { Decided } from '../effect.ts';
import { type Asking, ask, take } from '../fact.ts';
import { requireActor } from './actor.ts';

export function* setPresence({ actor, changes }: SetPresence): Asking<Decided<OutcomeOf<SetPresence>>> {
  const { extensionId } = yield* requireActor(actor);
  const before = yield* ask({ kind: 'presence', extensionId });
  const presence = { ...before, ...changes };
  if (JSON.stringify(presence) === JSON.stringify(before)) return { value: before, effects: [] };
  const modifiedSeq = (yield* take(1)).first;
  return {
    value: presence,
    effects: [{ kind: 'presence-put', extensionId, presence, modifiedSeq }],
  };
}

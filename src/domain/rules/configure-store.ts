/** Changes how long messages stay. Administrators only; the audit trail says what was changed. */

import type { OutcomeOf } from '../command.ts';
import type { ConfigureStore } from '../commands/upkeep.ts';
import type { Decided } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import type { StoreSettings } from '../message-store.ts';
import { requirePermission } from './actor.ts';
import { audited } from './audited.ts';
import { requireNow } from './now.ts';

export function* configureStore(command: ConfigureStore): Asking<Decided<OutcomeOf<ConfigureStore>>> {
  yield* requirePermission(command.actor, 'AccountAdministration');
  const { settings: before } = yield* ask({ kind: 'store-state' });
  const settings: StoreSettings = { ...before, ...command.changes };
  const changed = (Object.keys(settings) as (keyof StoreSettings)[]).filter((key) => settings[key] !== before[key]);
  if (changed.length === 0) return { value: before, effects: [] };
  const { timeMs } = yield* requireNow();
  const details = Object.fromEntries(changed.map((key) => [key, { from: before[key], to: settings[key] }]));
  return {
    value: settings,
    effects: [
      { kind: 'store-settings-put', settings },
      audited(command.actor, timeMs, { action: 'configure-store', target: null, details }),
    ],
  };
}

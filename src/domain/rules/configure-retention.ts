/** Changes how long messages stay. Administrators only; the audit trail says what was changed. */

import type { OutcomeOf } from '../command.ts';
import type { ConfigureRetention } from '../commands/upkeep.ts';
import type { Decided } from '../effect.ts';
import { type Asking, ask } from '../fact.ts';
import type { RetentionSettings } from '../retention.ts';
import { requirePermission } from './actor.ts';
import { audited } from './audited.ts';
import { requireNow } from './now.ts';

export function* configureRetention(command: ConfigureRetention): Asking<Decided<OutcomeOf<ConfigureRetention>>> {
  yield* requirePermission(command.actor, 'AccountAdministration');
  const { settings: before } = yield* ask({ kind: 'retention-state' });
  const settings: RetentionSettings = { ...before, ...command.changes };
  const changed = (Object.keys(settings) as (keyof RetentionSettings)[]).filter((key) => settings[key] !== before[key]);
  if (changed.length === 0) return { value: before, effects: [] };
  const { timeMs } = yield* requireNow();
  const details = Object.fromEntries(changed.map((key) => [key, { from: before[key], to: settings[key] }]));
  return {
    value: settings,
    effects: [
      { kind: 'retention-settings-put', settings },
      audited(command.actor, timeMs, { action: 'configure-store', target: null, details }),
    ],
  };
}

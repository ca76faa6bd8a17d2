/** Takes the word of whoever runs the server that its clock is right. */

import type { OutcomeOf } from '../command.ts';
import type { AcceptClock } from '../commands/upkeep.ts';
import type { Decided } from '../effect.ts';
import type { Asking } from '../fact.ts';
import { audited } from './audited.ts';
import { requireNow } from './now.ts';

export function* acceptClock({ timeMs }: AcceptClock): Asking<Decided<OutcomeOf<AcceptClock>>> {
  const now = yield* requireNow();
  const details = { time: new Date(timeMs).toISOString() };
  return {
    value: null,
    effects: [
      { kind: 'clock-accepted', timeMs },
      audited('operator', now.timeMs, { action: 'accept-clock', target: null, details }),
    ],
  };
}

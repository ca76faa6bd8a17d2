/** Accepting the clock. */

import { test } from 'node:test';
import { accountId } from './company.fixture.ts';
import { decides, entry } from './tables.fixture.ts';

test('the clock is taken for right, and the trail says which time it showed', () => {
  const timeMs = Date.UTC(2030, 0, 1);
  decides(
    {},
    { kind: 'accept-clock', accountId, timeMs },
    {
      value: null,
      effects: [
        { kind: 'clock-accepted', timeMs },
        entry(['accept-clock', null, { time: '2030-01-01T00:00:00.000Z' }], 'operator'),
      ],
    },
  );
});

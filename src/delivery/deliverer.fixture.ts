/** A process that delivers what waits in a data folder, and tells its parent what it sends: past the lock of folders. */

import { setTimeout as delay } from 'node:timers/promises';
import { createSystemClock } from '../domain/clock.ts';
import { createLeaseHolder } from '../process/lease-holder.ts';
import { openTestStore } from '../store/open-test-store.fixture.ts';
import { startDeliveryPump } from './delivery-pump.ts';

const clock = createSystemClock();
const store = await openTestStore({ dataDir: process.argv[2] as string, clock, busyTimeoutMs: 5000 });
const log = { info() {}, error: (about: { err?: Error }) => process.stderr.write(`${about.err?.stack}\n`) };
const holder = await createLeaseHolder({ leases: store.leases, log });
await startDeliveryPump(
  [
    {
      transport: 'WebHook',
      placeOf: ({ subscriptionId }) => subscriptionId,
      maxAgeMs: 3_600_000,
      async send({ subscriptionId }, { number }) {
        process.send?.({ subscriptionId, number });
        await delay(2);
        return { isAccepted: true, statusCode: 200, reason: null };
      },
    },
  ],
  // Few messages a notification, so that there are many.
  { store, holder, clock, log, options: { maxNewIds: 2 } },
);
// As long as whoever started it.
process.once('disconnect', () => process.exit());
process.send?.('ready');

/** A process that has data to itself, for tests of what is done under leases. */

import assert from 'node:assert/strict';
import type { Store } from '../domain/store.ts';
import { createLeaseHolder, type EndingLeaseHolder } from './lease-holder.ts';

export function holdAlone({ leases }: Pick<Store, 'leases'>): Promise<EndingLeaseHolder> {
  const log = { error: (about: object) => assert.fail(JSON.stringify(about)) };
  return createLeaseHolder({ leases, log, isAlone: true });
}

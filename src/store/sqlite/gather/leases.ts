/** Answers facts about leases. */

import type { LeaseFacts } from '../../../domain/facts/leases.ts';
import type { Database } from '../open-database.ts';
import type { Answers } from './answers.ts';

export function createGatherLeases(db: Database): Answers<keyof LeaseFacts> {
  const epoch = db.statement('SELECT epoch FROM lease WHERE name = ?');

  return {
    'lease-epoch': (_accountId, { name }) => (epoch.get(name)?.epoch as number | undefined) ?? 0,
  };
}

/** Keeps leases, and who gives signs of life, each time in a short transaction of its own. */

import type { Leases } from '../../domain/leases.ts';
import { type KeptLease, type KeptLeases, leave, tend } from '../leases.ts';
import type { Database } from './open-database.ts';
import type { Write } from './write-transaction.ts';

export function createKeepLeases(db: Database, write: Write): Leases {
  const signs = db.statement('SELECT * FROM lease_holder');
  const leases = db.statement('SELECT * FROM lease');
  const putSign = db.statement('INSERT OR REPLACE INTO lease_holder (holder_id, beats, life_ms) VALUES (?, ?, ?)');
  const removeSign = db.statement('DELETE FROM lease_holder WHERE holder_id = ?');
  const putLease = db.statement('INSERT OR REPLACE INTO lease (name, holder_id, epoch) VALUES (?, ?, ?)');

  function read(): KeptLeases {
    return {
      signs: signs.all().map((row) => ({
        holderId: row.holder_id as string,
        beats: row.beats as number,
        lifeMs: row.life_ms as number,
      })),
      leases: leases.all().map((row) => ({
        name: row.name as string,
        holderId: row.holder_id as string | null,
        epoch: row.epoch as number,
      })),
    };
  }

  function keep(before: KeptLeases, after: KeptLeases): void {
    const living = new Set(after.signs.map(({ holderId }) => holderId));
    for (const { holderId } of before.signs) if (!living.has(holderId)) removeSign.run(holderId);
    const beats = new Map(before.signs.map((sign) => [sign.holderId, sign.beats]));
    for (const sign of after.signs) {
      if (beats.get(sign.holderId) !== sign.beats) putSign.run(sign.holderId, sign.beats, sign.lifeMs);
    }
    const known = new Map(before.leases.map((lease) => [lease.name, lease]));
    for (const lease of after.leases) {
      if (!isSame(lease, known.get(lease.name))) putLease.run(lease.name, lease.holderId, lease.epoch);
    }
  }

  return {
    tend: async (tending) =>
      write(() => {
        const before = read();
        const { kept, tended } = tend(before, tending);
        keep(before, kept);
        return tended;
      }),
    leave: async (holderId) =>
      write(() => {
        const before = read();
        keep(before, leave(before, holderId));
      }),
  };
}

function isSame(a: KeptLease, b: KeptLease | undefined): boolean {
  return a.holderId === b?.holderId && a.epoch === b.epoch;
}

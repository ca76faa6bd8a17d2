/** What a sign of life comes to: who is dead by it, and who holds what from then on. Pure, the same for every engine. */

import type { Lease, Sign, Tended, Tending } from '../domain/leases.ts';

export interface KeptLease extends Lease {
  /** Null if nobody holds it. */
  readonly holderId: string | null;
}

/** All that is kept of leases. */
export interface KeptLeases {
  readonly signs: readonly Sign[];
  readonly leases: readonly KeptLease[];
}

export function tend(kept: KeptLeases, tending: Tending): { readonly kept: KeptLeases; readonly tended: Tended } {
  const { holderId, lifeMs, wanted, returned } = tending;
  const own = kept.signs.find((sign) => sign.holderId === holderId);
  const others = kept.signs.filter((sign) => sign.holderId !== holderId && !isDead(sign, tending));
  const living = new Set([holderId, ...others.map((sign) => sign.holderId)]);
  const returnedEpochs = new Map(returned.map(({ name, epoch }) => [name, epoch]));
  const givenBack = ({ name, epoch }: KeptLease) => returnedEpochs.get(name) === epoch;
  const left = kept.leases.map((lease): KeptLease => {
    const isFree = lease.holderId === null || !living.has(lease.holderId);
    return isFree || (lease.holderId === holderId && givenBack(lease)) ? { ...lease, holderId: null } : lease;
  });
  const leases = new Map(left.map((lease) => [lease.name, lease]));
  for (const name of wanted) {
    const { epoch = 0, holderId: before = null } = leases.get(name) ?? {};
    if (before === null) leases.set(name, { name, epoch: epoch + 1, holderId });
  }
  return {
    kept: {
      signs: [...others, { holderId, lifeMs, beats: (own?.beats ?? 0) + 1 }],
      leases: [...leases.values()],
    },
    tended: {
      held: wanted.flatMap((name) => {
        const lease = leases.get(name);
        return lease?.holderId === holderId ? [{ name, epoch: lease.epoch }] : [];
      }),
      others,
      wasDead: own === undefined,
    },
  };
}

function isDead(sign: Sign, { silent, isAlone }: Tending): boolean {
  return isAlone || silent.some(({ holderId, beats }) => holderId === sign.holderId && beats === sign.beats);
}

export function leave(kept: KeptLeases, holderId: string): KeptLeases {
  return {
    signs: kept.signs.filter((sign) => sign.holderId !== holderId),
    leases: kept.leases.map((lease) => (lease.holderId === holderId ? { ...lease, holderId: null } : lease)),
  };
}

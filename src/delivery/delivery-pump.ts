/** Delivers to subscriptions that no connection keeps informed: at least once, in order, however long it takes. */

import type { AccountId } from '../domain/ids.ts';
import { deliveryLease, type HeldLease, type LeasedWork } from '../domain/leases.ts';
import { createWakeable, type Wakeable } from '../wakeable.ts';
import { AttemptSlots } from './attempt-slots.ts';
import { DeliveryRoom } from './delivery-room.ts';
import { type PumpOptions, type PumpServices, standardPumpOptions } from './pump-services.ts';
import { Settling } from './settling.ts';
import type { DeliveryTransport } from './transport.ts';

export interface DeliveryPump {
  /**
   * Begins no further attempt, gives those that run a bounded time, and cuts them off. What was not taken by then is
   * sent again, with the same uuid, by whoever delivers next.
   */
  close(): Promise<void>;
}

type Parts = Pick<PumpServices, 'store' | 'clock' | 'log' | 'observer' | 'holder'> & {
  readonly options?: Partial<PumpOptions>;
  readonly random?: () => number;
};

/** Begins with what earlier ones left waiting, in each account as soon as nobody else delivers for it. */
export async function startDeliveryPump(
  transports: readonly DeliveryTransport[],
  { options, random = Math.random, ...parts }: Parts,
): Promise<DeliveryPump> {
  const all = { ...standardPumpOptions, ...options };
  const cutting = new AbortController();
  const shared = { slots: new AttemptSlots(all.slots), settling: new Settling(parts.store) };
  const services = { ...parts, ...shared, random, options: all, signal: cutting.signal };
  const pump = new Pump(transports, services, cutting);
  for (const { accountId } of await parts.store.server.listAccounts()) pump.open(accountId);
  return pump;
}

class Pump implements DeliveryPump {
  readonly #transports: readonly DeliveryTransport[];
  readonly #services: PumpServices;
  readonly #cutting: AbortController;
  readonly #claims = new Map<AccountId, LeasedWork>();
  /** Those of accounts that this process delivers for. */
  readonly #rooms = new Map<AccountId, DeliveryRoom>();
  readonly #stopListening: () => void;
  readonly #keeping: NodeJS.Timeout;
  /** Wakes what is due. */
  readonly #ringing: Wakeable;

  constructor(transports: readonly DeliveryTransport[], services: PumpServices, cutting: AbortController) {
    this.#transports = transports;
    this.#services = services;
    this.#cutting = cutting;
    const { store, options, log } = services;
    // A clock that cannot be believed delivers nothing.
    const failed = (err: unknown) => log.error({ err }, 'deliveries are put off');
    this.#ringing = createWakeable({ run: () => this.#ring(), retryMs: options.maxNapMs, failed });
    this.#stopListening = store.onChange((signal) => {
      this.open(signal.accountId);
      this.#rooms.get(signal.accountId)?.signalled(signal);
    });
    this.#keeping = setInterval(() => this.#keepCursors(), options.keepCursorsMs).unref();
  }

  open(accountId: AccountId): void {
    if (this.#claims.has(accountId)) return;
    const { holder } = this.#services;
    this.#claims.set(
      accountId,
      holder.keep(deliveryLease(accountId), (lease) => this.#deliver(accountId, lease)),
    );
  }

  async close(): Promise<void> {
    this.#stopListening();
    clearInterval(this.#keeping);
    await this.#ringing.end();
    const late = setTimeout(() => this.#cutting.abort(), this.#services.options.drainMs);
    await Promise.all([...this.#claims.values()].map((claim) => claim.end()));
    clearTimeout(late);
  }

  #deliver(accountId: AccountId, lease: HeldLease): LeasedWork {
    const signal = AbortSignal.any([this.#services.signal, lease.signal]);
    const services = { ...this.#services, signal, lease };
    const room = new DeliveryRoom(accountId, this.#transports, services, (dueMs) => this.#arm(dueMs));
    this.#rooms.set(accountId, room);
    room.look();
    return {
      end: async () => {
        this.#rooms.delete(accountId);
        await room.end();
      },
    };
  }

  /** Rings at this time at the latest, or sooner and again: the clock may have been set meanwhile. */
  #arm(dueMs: number): void {
    const { clock, options } = this.#services;
    if (dueMs < Number.POSITIVE_INFINITY) {
      this.#ringing.wakeIn(Math.min(options.maxNapMs, Math.max(0, dueMs - clock.nowMs())));
    }
  }

  #ring(): void {
    const nowMs = this.#services.clock.nowMs();
    for (const room of this.#rooms.values()) this.#arm(room.ring(nowMs));
  }

  #keepCursors(): void {
    for (const room of this.#rooms.values()) room.keepCursors();
  }
}

/** Work that is woken: one run at a time; woken meanwhile, it runs again; failed, it is tried again later. */

export interface WakeableOptions {
  /** Does all that there is to do now. */
  readonly run: () => unknown;
  /**
   * How long after the start of one run the next begins at the earliest, with all that came until then; even the first
   * lets whoever woke it go on before. Without it runs begin at once.
   */
  readonly mergeMs?: number;
  /** From a failure to the next try; without it whoever wakes it next tries again. */
  readonly retryMs?: number;
  readonly failed: (error: unknown) => void;
}

export interface Wakeable {
  wake(): void;
  /** After a time; of several the first counts. Keeps no process alive. */
  wakeIn(delayMs: number): void;
  /** Resolves once nothing runs, or is about to by now. */
  settled(): Promise<void>;
  /** No further run; resolves once the one under way has ended. */
  end(): Promise<void>;
}

export function createWakeable({ run, mergeMs, retryMs, failed }: WakeableOptions): Wakeable {
  let isWoken = false;
  let hasEnded = false;
  let running: Promise<void> | undefined;
  let lastRunMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let timerMs = Number.POSITIVE_INFINITY;

  async function runWhileWoken(): Promise<void> {
    while (isWoken && !hasEnded) {
      if (mergeMs !== undefined) await untilMerged(mergeMs);
      if (hasEnded) break;
      lastRunMs = performance.now();
      isWoken = false;
      await tryToRun();
    }
    running = undefined;
  }

  async function untilMerged(apartMs: number): Promise<void> {
    const waitMs = lastRunMs + apartMs - performance.now();
    await new Promise((resolve) => (waitMs > 0 ? setTimeout(resolve, waitMs) : setImmediate(resolve)));
  }

  async function tryToRun(): Promise<void> {
    try {
      await run();
    } catch (error) {
      failed(error);
      if (retryMs !== undefined) wakeIn(retryMs);
    }
  }

  function wake(): void {
    if (hasEnded) return;
    isWoken = true;
    running ??= runWhileWoken();
  }

  function wakeIn(delayMs: number): void {
    const dueMs = performance.now() + delayMs;
    if (hasEnded || dueMs >= timerMs) return;
    clearTimeout(timer);
    timerMs = dueMs;
    timer = setTimeout(() => {
      timerMs = Number.POSITIVE_INFINITY;
      wake();
    }, delayMs).unref();
  }

  return {
    wake,
    wakeIn,
    async settled() {
      while (running) await running;
    },
    async end() {
      hasEnded = true;
      clearTimeout(timer);
      await running;
    },
  };
}

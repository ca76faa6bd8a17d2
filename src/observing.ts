/** What is told about a running server to whoever measures it. Each observer hears the same; none knows of the others. */

export interface Observer {
  /** An operation's name, or `none` where no operation was met. */
  answered(operation: string, status: number, durationMs: number): void;
  /** `durationMs` from the beginning of the batch until it was durable. */
  committed(commands: number, durationMs: number): void;
  follow(readings: Readings): void;
}

/** What an observer asks anew whenever it looks; each part of a server adds its own. */
export interface Readings {
  /** Commands that wait for a commit. */
  readonly waitingCommands?: () => number;
  /** WebSockets that are open. */
  readonly sockets?: () => number;
  /** Notifications to webhooks that are not delivered yet. */
  readonly waitingDeliveries?: () => number;
  /** How long the oldest of those has waited, in milliseconds; 0 if none does. */
  readonly deliveryLagMs?: () => number;
}

export function observeAll(observers: readonly Observer[]): Observer {
  return {
    answered(operation, status, durationMs) {
      for (const observer of observers) observer.answered(operation, status, durationMs);
    },
    committed(commands, durationMs) {
      for (const observer of observers) observer.committed(commands, durationMs);
    },
    follow(readings) {
      for (const observer of observers) observer.follow(readings);
    },
  };
}

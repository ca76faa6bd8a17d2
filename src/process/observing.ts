/** What is told about a running server to whoever measures it. Each observer hears the same; none knows of the others. */

export interface Observer {
  /** An operation's name, or `none` where no operation was met. */
  answered(operation: string, status: number, durationMs: number): void;
  /** `durationMs` from the beginning of the batch until it was durable. */
  committed(commands: number, durationMs: number): void;
  /** A notification was handed on, or an attempt was made to. */
  delivered(delivery: ObservedAttempt): void;
  /** A round of the sweep began. */
  begun(): void;
  /** A step of it dealt with `count` things. */
  stepped(task: string, count: number): void;
  /** It ended: with all that was due, or early, by an error. */
  ended(durationMs: number, hasStoppedEarly: boolean): void;
  follow(readings: Readings): void;
}

export interface ObservedAttempt {
  readonly transport: string;
  /** Of a webhook; a WebSocket has none. */
  readonly attempt?: { readonly isAccepted: boolean; readonly status: number | null };
}

/** What an observer asks anew whenever it looks; each part of a server adds its own. */
export interface Readings {
  /** Commands that wait for a commit. */
  readonly waitingCommands?: () => number;
  /** WebSockets that are open. */
  readonly sockets?: () => number;
  /** Notifications to be delivered, and when the one that waits longest was made. */
  readonly backlog?: () => Promise<Backlog>;
}

export interface Backlog {
  readonly waiting: number;
  /** Null if none waits. */
  readonly oldestMs: number | null;
}

export function observeAll(observers: readonly Observer[]): Observer {
  const tell = (saying: (observer: Observer) => void) => {
    for (const observer of observers) saying(observer);
  };
  return {
    answered: (operation, status, durationMs) => tell((one) => one.answered(operation, status, durationMs)),
    committed: (commands, durationMs) => tell((one) => one.committed(commands, durationMs)),
    delivered: (delivery) => tell((one) => one.delivered(delivery)),
    begun: () => tell((one) => one.begun()),
    stepped: (task, count) => tell((one) => one.stepped(task, count)),
    ended: (durationMs, hasStoppedEarly) => tell((one) => one.ended(durationMs, hasStoppedEarly)),
    follow: (readings) => tell((one) => one.follow(readings)),
  };
}

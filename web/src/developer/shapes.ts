/** What the demo's desk answers: who can be signed in, and what was asked and told lately. */

export interface DemoPersonJson {
  readonly extensionId: string;
  readonly extensionNumber: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly jwt: string;
}

export interface DemoJson {
  readonly serverUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of this web app, which has no secret. */
  readonly webClientId: string;
  readonly people: readonly DemoPersonJson[];
}

export interface RequestEntry {
  readonly kind: 'request';
  readonly number: number;
  readonly timeMs: number;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly operationId: string | null;
  readonly status: number;
  readonly durationMs: number;
  readonly extensionId: string | null;
  readonly clientId: string | null;
  readonly isOverWebSocket: boolean;
  readonly errorCode: string | null;
  readonly message: string | null;
  readonly hint: string | null;
  /** The page that was sent. */
  readonly messageId: number | null;
}

export interface Attempt {
  readonly number: number;
  readonly isAccepted: boolean;
  readonly status: number | null;
  readonly latencyMs: number;
  readonly reason: string | null;
  /** The webhook is told nothing more until it is resumed. */
  readonly isGivenUp: boolean;
}

export interface DeliveryEntry {
  readonly kind: 'delivery';
  readonly number: number;
  readonly timeMs: number;
  readonly transport: 'WebSocket' | 'WebHook' | 'WebPush';
  readonly event: string;
  readonly subscriptionId: string;
  readonly notificationId: string;
  readonly extensionId: string;
  readonly newMessageIds: readonly number[];
  readonly updatedCount: number;
  readonly attempt: Attempt | null;
}

export type TimelineEntry = RequestEntry | DeliveryEntry;

export interface TimelineJson {
  readonly run: string;
  readonly entries: readonly TimelineEntry[];
}

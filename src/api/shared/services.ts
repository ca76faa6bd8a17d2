/** What the operations of the API work with. `main.ts` puts it together. */

import type { Readable } from 'node:stream';
import type { Conditions } from '../../conditions.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Report } from '../../domain/export.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Caller } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';
import type { WebHookChannel, WebPushChannel } from '../../domain/subscription.ts';
import type { ActivityJson } from '../../wire/activity.ts';
import type { CountryCode } from '../../wire/countries.ts';
import type { PushTest } from '../../wire/push-devices.ts';
import type { RequestEntry, TimelineEntry, Unnumbered } from '../../wire/timeline.ts';
import type { Urls } from '../../wire/urls.ts';
import type { RateLimitSettings } from './rate-limit-settings.ts';

export interface ApiServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly urls: Urls;
  /** Who calls over each WebSocket, by the secret that its requests carry in place of a token. Absent where there are none. */
  readonly socketCallers?: ReadonlyMap<string, Caller>;
  /** Asks a webhook's address whether it wants to be told; throws `DomainError` if not. Absent where none are delivered. */
  readonly greetWebhook?: (channel: WebHookChannel) => Promise<void>;
  /** Wakes browsers. Absent where that is turned off. */
  readonly webPush?: WebPush;
  /** Measures the requests that were answered. Absent where nobody asks. */
  readonly answered?: (operationId: string, status: number, durationMs: number) => void;
  /** How busy the server was, after the measurement of that number. Absent where it is not measured. */
  readonly activity?: (afterNumber: number) => Promise<ActivityJson>;
  /** Whether the server is about to end and takes nothing new. Never if absent. */
  readonly isDraining?: () => boolean;
  /** What is wrong at the moment. Absent where nobody asks. */
  readonly conditions?: Conditions;
  readonly version: string;
  readonly reports: ReportArchives;
  /** What is served: the demo company, or an organisation's own. The latter if absent. */
  readonly mode?: 'demo' | 'organisation';
  /** Where the company is; the United States if absent. */
  readonly country?: CountryCode;
  /** As the IANA names it; UTC if absent. Its days are meant where a request names a day without a time. */
  readonly timeZone?: string;
  /** Only in demo mode. */
  readonly demo?: DemoDesk;
  /** The most entries the `to` of a page may have. */
  readonly maxRecipients: number;
  /** The most sessions a person may have with one app; past that the oldest end. 0, or absent, for any number. */
  readonly maxSessions?: number;
  /** Whether the sign-in page lets anyone in as whom they choose: in a demo that only this machine can reach. */
  readonly isSignInWaived?: boolean;
  /** Milliseconds after which a thread takes no more replies; 0 for never. */
  readonly maxThreadAgeMs: number;
  /** How many requests a minute are answered; without it, all are. */
  readonly rateLimits?: RateLimitSettings;
}

export interface WebPush {
  /** For which browsers subscribe, as base64url. */
  readonly publicKey: string;
  /** Throws `DomainError` `invalid-parameter` unless this server may send to such an address. */
  requireEndpoint(endpoint: string): void;
  /** Sends a test at once. Never rejects: what came of it is the answer. */
  test(device: WebPushChannel): Promise<PushTest>;
}

/** What writes and keeps the archives of exports. */
export interface ReportArchives {
  /** Says that a report was asked for. */
  wake(): void;
  /** Undefined if there is no archive, or its time is over. */
  read(report: Report): Promise<Readable | undefined>;
}

export interface DemoPerson {
  readonly extensionId: string;
  readonly extensionNumber: string;
  readonly name: string;
  readonly jobTitle: string;
  /** Signs them in, by the JWT bearer grant. */
  readonly jwt: string;
}

export interface DemoCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the web app, which has no secret. */
  readonly webClientId: string;
  readonly people: readonly DemoPerson[];
}

export interface DemoDesk {
  /** Another one after each start of the server. */
  readonly run: string;
  readCredentials(): Promise<DemoCredentials>;
  record(entry: Unnumbered<RequestEntry> & { readonly accountId: AccountId | null }): void;
  /** The entries after a number, oldest first. */
  entriesAfter(number: number): readonly TimelineEntry[];
}

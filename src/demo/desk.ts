/** The demo's desk: its credentials as they are kept, and a bounded memory of what was asked and told lately. */

import { randomUUID } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Store } from '../domain/store.ts';
import type { Transport } from '../domain/subscription.ts';
import type { Notification } from '../wire/notifications.ts';
import { credentialJwt } from '../wire/secrets.ts';
import type { DeliveryEntry, RequestEntry, TimelineEntry, Unnumbered } from '../wire/timeline.ts';
import { demoAccountId, demoApp, demoClientSecret, demoCompany, demoWebApp } from './company.ts';

const maxEntries = 1000;
/** An event after a long pause may name very many. */
const maxNamedMessages = 100;

interface Delivered {
  readonly accountId: AccountId;
  readonly transport: Transport;
  readonly notification: Notification;
  readonly attempt?: NonNullable<DeliveryEntry['attempt']>;
}

export function createDemoDesk(store: Store, clock: Clock) {
  const run = randomUUID();
  let entries: TimelineEntry[] = [];
  let count = 0;
  const keep = (entry: Omit<RequestEntry, 'number'> | Omit<DeliveryEntry, 'number'>): void => {
    count += 1;
    entries.push({ ...entry, number: count });
    if (entries.length > 2 * maxEntries) entries = entries.slice(-maxEntries);
  };
  return {
    run,
    readCredentials: () => readCredentials(store),
    /** Another company's requests are nothing for the demo to show. */
    record({ accountId, ...entry }: Unnumbered<RequestEntry> & { readonly accountId: AccountId | null }): void {
      if (accountId === null || accountId === demoAccountId) keep({ kind: 'request', ...entry });
    },
    delivered({ accountId, transport, notification, attempt }: Delivered): void {
      if (accountId !== demoAccountId) return;
      const { uuid, event, subscriptionId, ownerId, body } = notification;
      keep({
        kind: 'delivery',
        timeMs: clock.nowMs(),
        ...{ transport, event, subscriptionId, notificationId: uuid, extensionId: ownerId },
        ...messagesIn(body),
        attempt: attempt ?? null,
      });
    },
    /** The entries after a number, oldest first. */
    entriesAfter(number: number): readonly TimelineEntry[] {
      return entries.filter((entry) => entry.number > number).slice(-maxEntries);
    },
  };
}

function messagesIn(body: object): Pick<DeliveryEntry, 'newMessageIds' | 'updatedCount'> {
  const { changes = [] } = body as { changes?: { newMessageIds?: number[]; updatedCount?: number }[] };
  return {
    newMessageIds: changes.flatMap(({ newMessageIds = [] }) => newMessageIds).slice(-maxNamedMessages),
    updatedCount: changes.reduce((sum, { updatedCount = 0 }) => sum + updatedCount, 0),
  };
}

async function readCredentials(store: Store) {
  const secret = await store.readSecret();
  const credentials = await store.listCredentials(demoAccountId);
  const people = await Promise.all(
    credentials
      .filter(({ isRevoked, credentialId }) => !isRevoked && credentialId.startsWith('demo-'))
      .map(async (credential) => {
        const person = demoCompany.extensions.find(({ extensionId }) => extensionId === credential.extensionId);
        return {
          extensionId: String(credential.extensionId),
          extensionNumber: person?.extensionNumber ?? '',
          name: person?.name ?? '',
          jobTitle: person?.contact.jobTitle ?? '',
          jwt: await credentialJwt(secret, credential),
        };
      }),
  );
  return {
    clientId: demoApp(secret).clientId as string,
    clientSecret: demoClientSecret(secret),
    webClientId: demoWebApp(secret).clientId as string,
    people,
  };
}

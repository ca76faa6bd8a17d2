/** The demo's desk: its credentials as they are kept, and a bounded memory of what was asked and told lately. */

import { randomUUID } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import { unwrap } from '../domain/errors.ts';
import { ownsMailbox } from '../domain/extension.ts';
import type { AccountId, CredentialId, ExtensionId } from '../domain/ids.ts';
import type { Credential } from '../domain/session.ts';
import type { Store } from '../domain/store.ts';
import type { Transport } from '../domain/subscription.ts';
import type { Notification } from '../wire/notifications.ts';
import { credentialJwt } from '../wire/secrets.ts';
import type { DeliveryEntry, RequestEntry, TimelineEntry, Unnumbered } from '../wire/timeline.ts';
import { demoAccountId, demoApp, demoClientSecret, demoWebApp } from './company.ts';

const maxEntries = 1000;
/** An event after a long pause may name very many. */
const maxNamedMessages = 100;
/** More than these nobody looks through. */
const maxPeople = 200;

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
  const secret = await store.server.readSecret();
  const people = await store.server.listPeople(demoAccountId, maxPeople);
  const known = new Map(
    (await store.server.listCredentials(demoAccountId))
      .filter(({ isRevoked, credentialId }) => !isRevoked && /^(demo|desk)-/.test(credentialId))
      .map((credential) => [credential.extensionId, credential]),
  );
  return {
    clientId: demoApp(secret).clientId as string,
    clientSecret: demoClientSecret(secret),
    webClientId: demoWebApp(secret).clientId as string,
    people: await Promise.all(
      people
        .filter(({ type }) => ownsMailbox(type))
        .map(async (person) => {
          const { extensionId, extensionNumber, name, contact } = person;
          const credential = known.get(extensionId) ?? (await newCredential(store, extensionId));
          return {
            ...{ extensionId: String(extensionId), extensionNumber, name, jobTitle: contact.jobTitle ?? '' },
            jwt: await credentialJwt(secret, credential),
          };
        }),
    ),
  };
}

/** For somebody who came after the demo was founded. */
async function newCredential(store: Store, extensionId: ExtensionId): Promise<Credential> {
  return unwrap(
    await store.execute({
      ...{ kind: 'create-credential', accountId: demoAccountId, actor: { operatorFor: extensionId } },
      ...{ credentialId: `desk-${extensionId}` as CredentialId, label: 'The desk', lifeMs: null },
    }),
  );
}

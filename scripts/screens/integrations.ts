/** What the clinic's programs do: one webhook that hears everything, one that was given up, an app, a hold. */

import { setTimeout as delay } from 'node:timers/promises';
import { mine, type Person, signIn } from '../../test/acceptance/person.ts';
import type { Target } from '../../test/acceptance/server-process.ts';
import type { WebhookReceiver } from '../../test/acceptance/webhook-receiver.ts';

export interface Receivers {
  readonly working: WebhookReceiver;
  readonly broken: WebhookReceiver;
}

/** So soon the server that is pictured gives an address up. */
export const givesUpAfterHours = '0.0005';
const patienceMs = 30_000;

export async function fillIntegrations(server: Target, { working, broken }: Receivers): Promise<void> {
  const [maya, jonas, priya] = await Promise.all(['101', '102', '103'].map((number) => signIn(server, number)));
  if (!maya || !jonas || !priya) throw new Error('nobody is there');
  await subscribe(priya, working.url);
  await subscribe(jonas, broken.url);
  await done(maya, '/beckon/v1/apps', {
    name: 'Ward display',
    clientType: 'public',
    grants: ['authorization_code', 'refresh_token'],
    redirectUris: ['https://display.clinic.example/signed-in'],
    scopes: ['ReadMessages', 'WebSocketsSubscriptions'],
  });
  const { body } = await maya.call<{ records: { id: number; extensionNumber: string }[] }>(
    '/restapi/v1.0/account/~/extension',
  );
  const sam = body.records.find(({ extensionNumber }) => extensionNumber === '106')?.id;
  await done(maya, '/beckon/v1/holds', { extensionId: String(sam), reason: 'Complaint 2026-17 is being looked into' });
  broken.answer = 503;
  for (const text of ['Room 2 is free.', 'The courier is at the back door.']) {
    await done(maya, `${mine}/company-pager`, { to: [{ extensionNumber: '201' }], text });
  }
  await untilGivenUp(maya);
  await maya.call(`${mine}/company-pager`, { body: { to: [{ extensionNumber: '999' }], text: 'To nobody.' } });
}

async function subscribe(person: Person, address: string): Promise<void> {
  await done(person, '/restapi/v1.0/subscription', {
    eventFilters: [`${mine}/message-store?type=Pager&direction=Inbound`],
    deliveryMode: { transportType: 'WebHook', address },
  });
}

async function done(person: Person, path: string, body: object): Promise<void> {
  const { status, text } = await person.call(path, { body });
  if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
}

async function untilGivenUp(maya: Person): Promise<void> {
  for (const endMs = Date.now() + patienceMs; Date.now() < endMs; await delay(1000)) {
    const { body } = await maya.call<{ records: { status: string }[] }>('/beckon/v1/subscriptions');
    if (body.records.some(({ status }) => status === 'Blacklisted')) return;
  }
  throw new Error('no webhook was given up');
}

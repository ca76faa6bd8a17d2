/** Texts of the screens for apps, subscriptions, storage, the audit trail and health, in English. They load with those. */

import { account } from './account.ts';
import { apps } from './apps.ts';
import { audit } from './audit.ts';
import { health } from './health.ts';
import { storage } from './storage.ts';
import { webhooks } from './webhooks.ts';

export const records = {
  'records.done': 'Done',
  'records.person': 'Person',
  'records.personHint': 'Type a name or number.',
  'records.personUnknown': 'Nobody is called that.',
  'records.kB': '{value} kB',
  'records.MB': '{value} MB',
  'records.GB': '{value} GB',
  ...account,
  ...apps,
  ...audit,
  ...health,
  ...storage,
  ...webhooks,
} as const;

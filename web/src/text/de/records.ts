/** Texts of the screens for apps, subscriptions, storage, the audit trail and health, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { records as english } from '../en/records.ts';
import { account } from './account.ts';
import { apps } from './apps.ts';
import { audit } from './audit.ts';
import { health } from './health.ts';
import { storage } from './storage.ts';
import { webhooks } from './webhooks.ts';

export const records: CatalogueOf<typeof english> = {
  'records.done': 'Fertig',
  'records.person': 'Person',
  'records.personHint': 'Name oder Nummer eingeben.',
  'records.personUnknown': 'Niemand heißt so.',
  'records.kB': '{value} kB',
  'records.MB': '{value} MB',
  'records.GB': '{value} GB',
  ...account,
  ...apps,
  ...audit,
  ...health,
  ...storage,
  ...webhooks,
};

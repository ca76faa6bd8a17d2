/** What a decision does to the world. Engines apply these in order; together with the facts they are all a store knows. */

import type { AuditEffect } from './effects/audit.ts';
import type { CompanyEffect } from './effects/company.ts';
import type { DeliveryEffect } from './effects/deliveries.ts';
import type { ExportEffect } from './effects/exports.ts';
import type { MessageEffect } from './effects/messages.ts';
import type { SessionEffect } from './effects/sessions.ts';
import type { SubscriptionEffect } from './effects/subscriptions.ts';
import type { UpkeepEffect } from './effects/upkeep.ts';

export type Effect =
  | AuditEffect
  | CompanyEffect
  | DeliveryEffect
  | ExportEffect
  | MessageEffect
  | SessionEffect
  | SubscriptionEffect
  | UpkeepEffect;

/** What a decision comes to: its answer, and what must be kept before anyone hears of it. */
export interface Decided<T> {
  readonly value: T;
  readonly effects: readonly Effect[];
}

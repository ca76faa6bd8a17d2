/** Every change that can be asked for, with the answer each one gives. */

import type { AppCommand, AppOutcomes } from './commands/apps.ts';
import type { CompanyCommand, CompanyOutcomes } from './commands/company.ts';
import type { CredentialCommand, CredentialOutcomes } from './commands/credentials.ts';
import type { DeliveryCommand, DeliveryOutcomes } from './commands/deliveries.ts';
import type { ExportCommand, ExportOutcomes } from './commands/exports.ts';
import type { MessageCommand, MessageOutcomes } from './commands/messages.ts';
import type { PresenceCommand, PresenceOutcomes } from './commands/presence.ts';
import type { RoleCommand, RoleOutcomes } from './commands/roles.ts';
import type { SearchCommand, SearchOutcomes } from './commands/search.ts';
import type { SessionCommand, SessionOutcomes } from './commands/sessions.ts';
import type { SubscriptionCommand, SubscriptionOutcomes } from './commands/subscriptions.ts';
import type { SummaryCommand, SummaryOutcomes } from './commands/summaries.ts';
import type { UpkeepCommand, UpkeepOutcomes } from './commands/upkeep.ts';

interface Outcomes
  extends AppOutcomes,
    CompanyOutcomes,
    CredentialOutcomes,
    DeliveryOutcomes,
    ExportOutcomes,
    MessageOutcomes,
    PresenceOutcomes,
    RoleOutcomes,
    SearchOutcomes,
    SessionOutcomes,
    SubscriptionOutcomes,
    SummaryOutcomes,
    UpkeepOutcomes {}

export type Command =
  | AppCommand
  | CompanyCommand
  | CredentialCommand
  | DeliveryCommand
  | ExportCommand
  | MessageCommand
  | PresenceCommand
  | RoleCommand
  | SearchCommand
  | SessionCommand
  | SubscriptionCommand
  | SummaryCommand
  | UpkeepCommand;
export type OutcomeOf<C extends Command> = Outcomes[C['kind']];

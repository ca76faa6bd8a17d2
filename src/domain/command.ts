/** Every change that can be asked for, with the answer each one gives. */

import type { AppCommand, AppOutcomes } from './commands/apps.ts';
import type { CompanyCommand, CompanyOutcomes } from './commands/company.ts';
import type { CredentialCommand, CredentialOutcomes } from './commands/credentials.ts';
import type { DeliveryCommand, DeliveryOutcomes } from './commands/deliveries.ts';
import type { DeviceCommand, DeviceOutcomes } from './commands/devices.ts';
import type { ExportCommand, ExportOutcomes } from './commands/exports.ts';
import type { MessageCommand, MessageOutcomes } from './commands/messages.ts';
import type { PresenceCommand, PresenceOutcomes } from './commands/presence.ts';
import type { RoleCommand, RoleOutcomes } from './commands/roles.ts';
import type { SessionCommand, SessionOutcomes } from './commands/sessions.ts';
import type { SubscriptionCommand, SubscriptionOutcomes } from './commands/subscriptions.ts';
import type { UpkeepCommand, UpkeepOutcomes } from './commands/upkeep.ts';

interface Outcomes
  extends AppOutcomes,
    CompanyOutcomes,
    CredentialOutcomes,
    DeliveryOutcomes,
    DeviceOutcomes,
    ExportOutcomes,
    MessageOutcomes,
    PresenceOutcomes,
    RoleOutcomes,
    SessionOutcomes,
    SubscriptionOutcomes,
    UpkeepOutcomes {}

export type Command =
  | AppCommand
  | CompanyCommand
  | CredentialCommand
  | DeliveryCommand
  | DeviceCommand
  | ExportCommand
  | MessageCommand
  | PresenceCommand
  | RoleCommand
  | SessionCommand
  | SubscriptionCommand
  | UpkeepCommand;
export type OutcomeOf<C extends Command> = Outcomes[C['kind']];

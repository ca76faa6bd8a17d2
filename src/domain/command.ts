/** Every change that can be asked for, with the answer each one gives. */

import type { CompanyCommand, CompanyOutcomes } from './commands/company.ts';
import type { MessageCommand, MessageOutcomes } from './commands/messages.ts';
import type { RoleCommand, RoleOutcomes } from './commands/roles.ts';
import type { SessionCommand, SessionOutcomes } from './commands/sessions.ts';

interface Outcomes extends CompanyOutcomes, MessageOutcomes, RoleOutcomes, SessionOutcomes {}

export type Command = CompanyCommand | MessageCommand | RoleCommand | SessionCommand;
export type OutcomeOf<C extends Command> = Outcomes[C['kind']];

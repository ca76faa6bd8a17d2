/** Makes one change to the company: its people, its Departments, who belongs to which, who has which role. */

import type { OutcomeOf } from '../../domain/command.ts';
import type {
  ChangeMembers,
  CreateExtension,
  DeleteExtension,
  ImportPeople,
  SetManagers,
  UpdateExtension,
} from '../../domain/commands/company.ts';
import type { RoleCommand } from '../../domain/commands/roles.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Store } from '../../domain/store.ts';

export type CompanyChange =
  | CreateExtension
  | UpdateExtension
  | DeleteExtension
  | ChangeMembers
  | SetManagers
  | ImportPeople
  | RoleCommand;

/** What came of it; throws `DomainError` if it was refused, and then nothing has changed. */
export async function changeCompany<C extends CompanyChange>(store: Store, change: C): Promise<OutcomeOf<C>> {
  return unwrap(await store.execute(change));
}

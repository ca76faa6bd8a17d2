/** Asks for an export of the account's messages. */

import type { CreateReport } from '../../domain/commands/exports.ts';
import { unwrap } from '../../domain/errors.ts';
import type { Report } from '../../domain/export.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export type ReportRequest = Omit<CreateReport, 'kind' | 'accountId' | 'actor'>;

/** The task as it begins; throws `DomainError` if it was refused. */
export async function createReport(store: Store, actor: Actor, request: ReportRequest): Promise<Report> {
  return unwrap(await store.execute({ kind: 'create-report', accountId: actor.accountId, actor, ...request }));
}

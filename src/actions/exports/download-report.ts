/** Takes an export away, which the audit trail remembers. */

import { unwrap } from '../../domain/errors.ts';
import type { Report } from '../../domain/export.ts';
import type { Actor } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';

export async function downloadReport(store: Store, actor: Actor, taskId: string): Promise<Report> {
  return unwrap(await store.execute({ kind: 'download-report', accountId: actor.accountId, actor, taskId }));
}

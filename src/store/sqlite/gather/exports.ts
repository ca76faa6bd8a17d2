/** Answers facts about exports. */

import type { ExportFacts } from '../../../domain/facts/exports.ts';
import type { Database } from '../open-database.ts';
import { reportFrom } from '../read-exports.ts';
import { type Answers, optional } from './answers.ts';

export function createGatherExports(db: Database): Answers<keyof ExportFacts> {
  const report = db.statement('SELECT * FROM report WHERE account_id = ? AND task_id = ?');
  const open = db.statement(
    "SELECT count(*) AS open FROM report WHERE account_id = ? AND status NOT IN ('Completed', 'Failed')",
  );
  return {
    report: (accountId, { taskId }) => optional(report.get(accountId, taskId), reportFrom),
    'open-reports': (accountId) => open.get(accountId)?.open as number,
  };
}

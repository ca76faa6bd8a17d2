/** Writes the effects on reports. */

import type { ExportEffect } from '../../../domain/effects/exports.ts';
import type { Database } from '../open-database.ts';
import type { Appliers } from './appliers.ts';

export function createApplyExports(db: Database): Appliers<ExportEffect> {
  const put = db.statement(`
    INSERT OR REPLACE INTO report (account_id, task_id, extension_id, status, from_ms, to_ms, before_id, message_types,
      created_ms, started_ms, finished_ms, attempts, size_bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const remove = db.statement('DELETE FROM report WHERE account_id = ? AND task_id = ?');

  return {
    'report-put': (accountId, { report }) => {
      const { taskId, extensionId, status, frame, messageTypes } = report;
      const { createdMs, startedMs, finishedMs, attempts, sizeBytes } = report;
      put.run(
        ...[accountId, taskId, extensionId, status, frame.fromMs, frame.toMs, frame.beforeId],
        ...[messageTypes && JSON.stringify(messageTypes), createdMs, startedMs, finishedMs, attempts, sizeBytes],
      );
    },
    'report-removed': (accountId, { taskId }) => {
      remove.run(accountId, taskId);
    },
  };
}

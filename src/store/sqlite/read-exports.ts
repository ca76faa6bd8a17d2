/** Reads for exports: reports, and whole mailboxes in bounded steps, whoever may read them now. */

import type { ExportFrame, IdRange, Report } from '../../domain/export.ts';
import type { Extension } from '../../domain/extension.ts';
import type { AccountId, ExtensionId, MessageId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { KeptReport, Step } from '../../domain/reads/exports.ts';
import { isHeld } from './held-pages.ts';
import {
  columnBehind,
  type MessageRow,
  messageColumns,
  messageFrom,
  messageStatement,
  messageTables,
} from './message-rows.ts';
import type { Database } from './open-database.ts';
import type { createReadMessages } from './read-messages.ts';
import { extensionFrom, type Row, stateSql } from './rows.ts';

export function createReadExports(db: Database, { firstIdFrom }: ReturnType<typeof createReadMessages>) {
  const one = db.statement('SELECT * FROM report WHERE account_id = ? AND task_id = ?');
  const ofAccount = db.statement('SELECT * FROM report WHERE account_id = ? ORDER BY created_ms DESC, task_id');
  const all = db.statement('SELECT * FROM report ORDER BY created_ms, task_id');
  const everyone = db.statement(
    'SELECT * FROM extension WHERE account_id = ? AND extension_id > ? ORDER BY extension_id LIMIT ?',
  );
  const mailbox = messageStatement(
    db,
    `
    SELECT ${messageColumns}, (${stateSql.availability} < 2 OR ${isHeld}) AS is_text_kept FROM ${messageTables}
    WHERE c.account_id = ? AND c.extension_id = ? AND c.copy_id >= ? AND c.copy_id < ?
      AND (${stateSql.isThere} OR ${isHeld})
    ORDER BY c.copy_id LIMIT ?`,
  );

  return {
    readReport(accountId: AccountId, taskId: string): Report | undefined {
      const row = one.get(accountId, taskId);
      return row && reportFrom(row);
    },

    listAccountReports: (accountId: AccountId): Report[] => ofAccount.all(accountId).map(reportFrom),

    listReports: (): KeptReport[] =>
      all.all().map((row) => ({ accountId: row.account_id as AccountId, report: reportFrom(row) })),

    readExportRange(accountId: AccountId, { fromMs, toMs, beforeId }: ExportFrame): IdRange {
      return {
        fromId: firstIdFrom(accountId, fromMs) as MessageId,
        beforeId: Math.min(beforeId, firstIdFrom(accountId, toMs)) as MessageId,
      };
    },

    listEveryone: (accountId: AccountId, { afterId, limit }: Step): Extension[] =>
      everyone.all(accountId, afterId, limit).map(extensionFrom),

    listMailbox(
      accountId: AccountId,
      extensionId: ExtensionId,
      { fromId, beforeId }: IdRange,
      { afterId, limit }: Step,
    ): Message[] {
      const from = Math.max(fromId, afterId + 1);
      return mailbox.all(accountId, extensionId, from, beforeId, limit).map(exportedFrom);
    },
  };
}

/** What its holder purged has a text only where a hold keeps it, though others may have theirs. */
function exportedFrom(row: MessageRow): Message {
  const { copy, page } = messageFrom(row);
  return { copy, page: columnBehind(row) === 1 ? page : { ...page, text: '' } };
}

export function reportFrom(row: Row): Report {
  return {
    taskId: row.task_id as string,
    extensionId: row.extension_id as ExtensionId,
    status: row.status as Report['status'],
    frame: {
      fromMs: row.from_ms as number,
      toMs: row.to_ms as number,
      beforeId: row.before_id as ExportFrame['beforeId'],
    },
    messageTypes: row.message_types === null ? null : JSON.parse(row.message_types as string),
    createdMs: row.created_ms as number,
    startedMs: row.started_ms as number | null,
    finishedMs: row.finished_ms as number | null,
    attempts: row.attempts as number,
    sizeBytes: row.size_bytes as number | null,
  };
}

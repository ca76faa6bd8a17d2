/** Entries of the audit trail as CSV, with a line for each. Pure but for the language of its sentences. */

import { csvFile } from '../../../../src/wire/csv.ts';
import type { AuditEntryJson } from './entries.ts';
import { type Names, sentenceOf } from './sentences.ts';

const columns = ['number', 'time', 'sentence', 'actorId', 'address', 'action', 'target', 'details'] as const;

export function csvOf(entries: readonly AuditEntryJson[], names: Names): string {
  const rows = entries.map((entry) =>
    columns.map((column) => {
      if (column === 'sentence') return sentenceOf(entry, names);
      if (column === 'actorId') return entry.actorId ?? 'operator';
      return column === 'details' ? JSON.stringify(entry.details) : String(entry[column] ?? '');
    }),
  );
  return csvFile([columns, ...rows]);
}

/** People files: a company's people and Departments as CSV or JSON, for import. */

import { withoutDirections } from '../domain/names.ts';
import type { ImportEntry, ImportProblem } from '../domain/people-import.ts';
import { entryFrom, meant, problemsIn } from './people-file-cells.ts';
import { columnCalled, mendOf, type Row } from './people-file-columns.ts';
import { PeopleFileError } from './people-file-error.ts';
import { csvRows, tooManyRows } from './people-file-rows.ts';
import { shownName } from './shown-names.ts';

export interface PeopleFile {
  readonly entries: readonly ImportEntry[];
  /** Lines that are no entries, and why. */
  readonly faults: readonly LineFault[];
}

export interface PeopleFileLimits {
  readonly maxEntries: number;
  /** Departments that are named, counted over all lines. */
  readonly maxPlaces: number;
}

/** Every value of one line that its column cannot have. */
export interface LineFault {
  readonly line: number;
  readonly extensionNumber: string;
  readonly problems: readonly ImportProblem[];
}

/**
 * What a file says. CSV has a line of column names first, and commas, semicolons or tabs between the cells; JSON is a list
 * of objects with the same names. An empty cell says nothing; `departments` lists extension numbers separated by blanks,
 * and `-` says: in none. Throws `PeopleFileError` for what is no people file at all, and for one of more than the limits.
 */
export function readPeopleFile(
  text: string,
  format: 'csv' | 'json',
  { maxEntries, maxPlaces }: PeopleFileLimits = { maxEntries: Infinity, maxPlaces: Infinity },
): PeopleFile {
  const rows = format === 'csv' ? csvRows(text, maxEntries) : jsonRows(text);
  if (rows.length > maxEntries) throw tooManyRows(maxEntries);
  const entries: ImportEntry[] = [];
  const faults: LineFault[] = [];
  for (const row of rows.map(meant)) {
    const problems = problemsIn(row);
    if (problems.length === 0) entries.push(entryFrom(row));
    else faults.push({ line: row.line, extensionNumber: row.cells.extensionNumber ?? '', problems });
  }
  const places = entries.reduce((sum, { departments = [] }) => sum + departments.length, 0);
  if (places > maxPlaces) throw new PeopleFileError(`it has more than ${maxPlaces} places in Departments; split it`);
  return { entries, faults };
}

/** The entries of a file; throws one `PeopleFileError` for everything that is wrong with it. */
export function entriesFrom(text: string, format: 'csv' | 'json'): readonly ImportEntry[] {
  const { entries, faults } = readPeopleFile(text, format);
  const sentences = faults.flatMap(({ line, problems }) =>
    problems.map(({ column, value }) => `line ${line}: ${column} cannot be "${shownName(value)}"; ${mendOf(column)}`),
  );
  if (sentences.length > 0) throw new PeopleFileError(sentences.join('\n'));
  return entries;
}

function jsonRows(text: string): Row[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw new PeopleFileError(`not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(rows)) throw new PeopleFileError('a JSON people file is a list');
  return rows.map((row: unknown, index) => jsonRow(row, index + 1));
}

function jsonRow(row: unknown, line: number): Row {
  if (typeof row !== 'object' || row === null) throw new PeopleFileError(`entry ${line} is not an object`);
  const cells = Object.entries(row).map(([name, value]) => {
    const column = columnCalled(name);
    if (column === undefined) throw new PeopleFileError(`entry ${line}: there is no column "${name}"`);
    const said = Array.isArray(value) ? value.join(' ') || '-' : value;
    if (typeof said === 'string' || typeof said === 'number') return [column, withoutDirections(String(said))] as const;
    throw new PeopleFileError(`entry ${line}: ${name} must be text`);
  });
  return { cells: Object.fromEntries(cells), line };
}

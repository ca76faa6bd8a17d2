/** People files: a company's people and Departments as CSV or JSON, for import. */

import { CsvError, parse } from 'csv-parse/sync';
import { type ExtensionStatus, type ExtensionType, extensionStatuses, extensionTypes } from '../domain/extension.ts';
import type { ImportEntry, ImportProblem } from '../domain/people-import.ts';
import { isContactText } from './extensions.ts';

/** What is wrong with a file, to be shown to a person as it is. */
export class PeopleFileError extends Error {}

const contactColumns = [
  'firstName',
  'lastName',
  'email',
  'jobTitle',
  'department',
  'businessPhone',
  'mobilePhone',
] as const;
const columns = ['extensionNumber', 'type', 'status', ...contactColumns, 'departments'] as const;

type Cells = Readonly<Partial<Record<(typeof columns)[number], string>>>;

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
 * What a file says. CSV has a line of column names first, and commas or semicolons between the cells; JSON is a list of
 * objects with the same names. An empty cell says nothing; `departments` lists extension numbers separated by blanks, and
 * `-` says: in none. Throws `PeopleFileError` for what is no people file at all, and for one of more than the limits.
 */
export function readPeopleFile(
  text: string,
  format: 'csv' | 'json',
  { maxEntries, maxPlaces }: PeopleFileLimits = { maxEntries: Number.MAX_SAFE_INTEGER - 1, maxPlaces: Infinity },
): PeopleFile {
  const rows =
    format === 'csv'
      ? csvRows(text, maxEntries + 1).map(({ record, info }) => ({ cells: record, line: info.lines }))
      : jsonRows(text).map((cells, index) => ({ cells, line: index + 1 }));
  if (rows.length > maxEntries) {
    throw new PeopleFileError(`it has more than ${maxEntries} people and Departments; split it`);
  }
  const entries: ImportEntry[] = [];
  const faults: LineFault[] = [];
  for (const { cells, line } of rows) {
    const problems = problemsIn(cells, line);
    if (problems.length === 0) entries.push(entryFrom(cells, line));
    else faults.push({ line, extensionNumber: cells.extensionNumber ?? '', problems });
  }
  const places = entries.reduce((sum, { departments = [] }) => sum + departments.length, 0);
  if (places > maxPlaces) throw new PeopleFileError(`it has more than ${maxPlaces} places in Departments; split it`);
  return { entries, faults };
}

/** The entries of a file; throws one `PeopleFileError` for everything that is wrong with it. */
export function entriesFrom(text: string, format: 'csv' | 'json'): readonly ImportEntry[] {
  const { entries, faults } = readPeopleFile(text, format);
  const sentences = faults.flatMap(({ line, problems }) =>
    problems.map(({ column, value }) => `line ${line}: ${column} cannot be "${value}"`),
  );
  if (sentences.length > 0) throw new PeopleFileError(sentences.join('\n'));
  return entries;
}

interface CsvRow {
  readonly record: Cells;
  /** The line that the record ends on. */
  readonly info: { readonly lines: number };
}

/** Reads no more than so many: what follows may be anything. */
function csvRows(text: string, maxRows: number): CsvRow[] {
  if (/^\ufeff?\s*$/.test(text)) throw new PeopleFileError('the file is empty; its first line names the columns');
  try {
    return parse<CsvRow>(text, {
      columns: headOf,
      delimiter: delimiterOf(text),
      info: true,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      trim: true,
      to: maxRows,
    });
  } catch (error) {
    if (error instanceof CsvError) throw new PeopleFileError(error.message);
    throw error;
  }
}

/** Spreadsheets write semicolons where the comma separates decimals. */
function delimiterOf(text: string): string {
  const head = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  return head.includes(';') && !head.includes(',') ? ';' : ',';
}

function headOf(names: string[]): string[] {
  const columns = knownColumns(names);
  if (columns.includes('extensionNumber')) return columns;
  throw new PeopleFileError('its first line names no column "extensionNumber"');
}

function knownColumns(names: string[]): string[] {
  const stranger = names.find((name) => !(columns as readonly string[]).includes(name));
  if (stranger !== undefined) {
    throw new PeopleFileError(`there is no column "${stranger}"; there are: ${columns.join(', ')}`);
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new PeopleFileError(`the column "${twice}" is there twice`);
  return names;
}

function jsonRows(text: string): Cells[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw new PeopleFileError(`not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(rows)) throw new PeopleFileError('a JSON people file is a list');
  return rows.map((row: unknown, index) => {
    if (typeof row !== 'object' || row === null) throw new PeopleFileError(`entry ${index + 1} is not an object`);
    knownColumns(Object.keys(row));
    const cells = Object.entries(row).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(' ') || '-' : value,
    ]);
    const wrong = cells.find(([, value]) => !['string', 'number'].includes(typeof value));
    if (wrong) throw new PeopleFileError(`entry ${index + 1}: ${wrong[0]} must be text`);
    return Object.fromEntries(cells.map(([name, value]) => [name, String(value)]));
  });
}

/** However long the cell is, what is wrong with it shows in its beginning. */
const maxShownLetters = 100;

function problemsIn(cells: Cells, line: number): ImportProblem[] {
  const { extensionNumber = '', type, status } = cells;
  const isWrong: Readonly<Record<string, readonly [string, boolean]>> = {
    extensionNumber: [extensionNumber, !/^[1-9]\d{0,9}$/.test(extensionNumber)],
    type: [type ?? '', Boolean(type) && !extensionTypes.includes(type as ExtensionType)],
    status: [status ?? '', Boolean(status) && !extensionStatuses.includes(status as ExtensionStatus)],
    ...Object.fromEntries(
      contactColumns.map((column) => [column, [cells[column] ?? '', !isContactText(cells[column] ?? '')] as const]),
    ),
  };
  return Object.entries(isWrong).flatMap(([column, [value, isFault]]) =>
    isFault ? [{ line, column, value: value.slice(0, maxShownLetters).toWellFormed(), reason: 'invalid-value' }] : [],
  );
}

/** Of cells in which nothing is wrong. */
function entryFrom(cells: Cells, line: number): ImportEntry {
  const { extensionNumber = '', type, status, departments } = cells;
  const contact = contactColumns.flatMap((column) => (cells[column] ? [[column, cells[column]]] : []));
  return {
    line,
    extensionNumber,
    ...(type ? { type: type as ExtensionType } : {}),
    ...(status ? { status: status as ExtensionStatus } : {}),
    contact: Object.fromEntries(contact),
    ...(departments ? { departments: departments === '-' ? [] : departments.trim().split(/[\s;]+/) } : {}),
  };
}

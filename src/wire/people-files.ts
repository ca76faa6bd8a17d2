/** People files: a company's people and Departments as CSV or JSON, for import. */

import { CsvError, parse } from 'csv-parse/sync';
import type { ImportEntry } from '../domain/commands/company.ts';
import { type ExtensionStatus, type ExtensionType, extensionStatuses, extensionTypes } from '../domain/extension.ts';

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

/**
 * The entries of a file. CSV has a line of column names first; JSON is a list of objects with the same names. An empty
 * cell says nothing; `departments` lists extension numbers separated by blanks, and `-` says: in none.
 */
export function entriesFrom(text: string, format: 'csv' | 'json'): ImportEntry[] {
  if (format === 'csv') return csvRows(text).map(({ record, info }) => entryFrom(record, `line ${info.lines}`));
  return jsonRows(text).map((row, index) => entryFrom(row, `entry ${index + 1}`));
}

interface CsvRow {
  readonly record: Cells;
  /** The line that the record ends on. */
  readonly info: { readonly lines: number };
}

function csvRows(text: string): CsvRow[] {
  if (/^\ufeff?\s*$/.test(text)) throw new PeopleFileError('the file is empty; its first line names the columns');
  try {
    return parse<CsvRow>(text, {
      columns: knownColumns,
      info: true,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (error instanceof CsvError) throw new PeopleFileError(error.message);
    throw error;
  }
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

function entryFrom(cells: Cells, place: string): ImportEntry {
  const { extensionNumber = '', type, status, departments } = cells;
  const refuse = (column: string, value: string): never => {
    throw new PeopleFileError(`${place}: ${column} cannot be "${value}"`);
  };
  if (!/^[1-9]\d{0,9}$/.test(extensionNumber)) refuse('extensionNumber', extensionNumber);
  if (type && !extensionTypes.includes(type as ExtensionType)) refuse('type', type);
  if (status && !extensionStatuses.includes(status as ExtensionStatus)) refuse('status', status);
  const contact = contactColumns.flatMap((column) => (cells[column] ? [[column, cells[column]]] : []));
  return {
    extensionNumber,
    ...(type ? { type: type as ExtensionType } : {}),
    ...(status ? { status: status as ExtensionStatus } : {}),
    contact: Object.fromEntries(contact),
    ...(departments ? { departments: departments === '-' ? [] : departments.trim().split(/[\s;]+/) } : {}),
  };
}

/** The rows of a people file as CSV, as spreadsheets write it: with what was emptied in it, and any usual separator. */

import { CsvError, type Options, parse } from 'csv-parse/sync';
import { withoutDirections } from '../domain/names.ts';
import { type Column, columnCalled, peopleColumns, type Row } from './people-file-columns.ts';
import { faultAt, PeopleFileError } from './people-file-error.ts';

interface Parsed {
  readonly record: readonly string[];
  readonly line: number;
}

/** Rows and columns that were emptied are passed over. Of a file with more rows than `maxRows` nothing is kept. */
export function csvRows(text: string, maxRows: number): readonly Row[] {
  const [head, ...rows] = parsed(text, maxRows + 1);
  if (head === undefined) throw new PeopleFileError('the file is empty; its first line names the columns');
  const names = headOf(head);
  return rows.map((row) => rowOf(row, names));
}

/** What a spreadsheet writes into its own first line, to say what separates the cells. */
const separatorLine = /^\ufeff?"?sep=(.)"?[;,\t]*(?=[\r\n])/i;

function parsed(text: string, maxRows: number): Parsed[] {
  const rows: Parsed[] = [];
  const options: Options = {
    delimiter: delimiterOf(text),
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    on_record(cells: string[], { lines: line }) {
      const record = cells.map(trimmed);
      if (record.some((cell) => cell !== '')) rows.push({ record, line });
      if (rows.length > maxRows) throw tooManyRows(maxRows - 1);
      return undefined;
    },
  };
  try {
    // The line break stays, so that lines are counted as they are.
    parse(text.replace(separatorLine, ''), options);
    return rows;
  } catch (error) {
    if (error instanceof CsvError) throw quoteError(error);
    throw error;
  }
}

export function tooManyRows(maxRows: number): PeopleFileError {
  return new PeopleFileError(`it has more than ${maxRows} people and Departments; split it`);
}

/** Also of what cannot be seen, and comes with what was copied from elsewhere. */
function trimmed(cell: string): string {
  return withoutDirections(cell).replace(/^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g, '');
}

/** Where quotes stand is all that the library can find fault with. */
function quoteError({ code, lines, column }: CsvError & { lines?: number; column?: number }): PeopleFileError {
  const what =
    code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quote is opened here and never closed; close it'
      : 'there is a quote in the middle of a cell; write it twice, and put the whole cell in quotes';
  return new PeopleFileError(`line ${lines}, column ${(column ?? 0) + 1}: ${what}`);
}

/** What the file says itself, or else what separates most names; the comma if there is but one. */
export function delimiterOf(text: string): string {
  const said = separatorLine.exec(text)?.[1];
  if (said !== undefined) return said;
  const head = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const count = (delimiter: string) => head.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

type Names = readonly (Column | undefined)[];

function headOf({ record, line }: Parsed): Names {
  const names = record.map((value, index) => {
    const column = value === '' ? undefined : columnCalled(value);
    if (value === '' || column !== undefined) return column;
    const all = `There are: ${peopleColumns.join(', ')}`;
    throw faultAt({ line, column: index + 1, value }, `is the name of no column; rename it, or remove it. ${all}`);
  });
  const again = names.findIndex((name, index) => name !== undefined && names.indexOf(name) < index);
  if (again >= 0) {
    throw faultAt({ line, column: again + 1, value: record[again] ?? '' }, 'is there twice; remove one of the columns');
  }
  if (names.includes('extensionNumber')) return names;
  throw new PeopleFileError(`line ${line} names no column "extensionNumber"; name the one with the numbers so`);
}

function rowOf({ record, line }: Parsed, names: Names): Row {
  const cells = record.flatMap((value, index) => {
    const name = names[index];
    if (name !== undefined) return [[name, value]];
    if (value === '') return [];
    throw faultAt(
      { line, column: index + 1, value },
      'stands under no name; name its column in the first line, or empty it',
    );
  });
  return { cells: Object.fromEntries(cells), line };
}

/** Tables as spreadsheets and two independent parsers read them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import Papa from 'papaparse';
import { asSpreadsheetText, csvFile, csvRows, fromSpreadsheetText } from './csv.ts';

/** Texts in which everything that ends cells and rows, or begins formulas and numbers, comes up often. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'\r\n\t ,;"\'=+-@0a1\u2028\u0085\u200b\u202e＝', '\r\n', '007', 'dec', 'true'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));
const tables = fc.array(fc.array(nasty, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });

function readByPapa(text: string, delimiter: string, newline: '\r\n' | '\n' | '\r'): string[][] {
  const { data } = Papa.parse<string[]>(text, { delimiter, newline });
  return data.slice(0, -1);
}

test('two parsers read back each cell as it was, whatever is in it and whichever line end they look for', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const text = csvRows(rows);
      const read = [
        parse(text, { relax_column_count: true }) as string[][],
        parse(text, { relax_column_count: true, record_delimiter: '\r\n' }) as string[][],
        readByPapa(text, ',', '\r\n'),
      ];
      for (const cells of read)
        assert.deepEqual(
          cells.map((row) => row.map(fromSpreadsheetText)),
          rows,
        );
    }),
    { numRuns: 2000 },
  );
});

test('no cell begins with what makes a formula, also for one who takes semicolons, tabs and each line break for an end', () => {
  const begins = /^[\p{Cf}\s]*[=+\-@＝＋－＠]/u;
  fc.assert(
    fc.property(tables, (rows) => {
      for (const row of parse(csvRows(rows), { relax_column_count: true }) as string[][]) {
        for (const cell of row) {
          for (const piece of cell.split(/[;\t\r\n]/)) assert.doesNotMatch(piece, begins);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('a line break of another kind than that between rows makes no second row', () => {
  for (const lineBreak of ['\n', '\r', '\r\n', '\u2028', '\u0085', '\v']) {
    const text = csvFile([['id', `one${lineBreak}=1+1`]]);
    assert.match(text, /^\ufeffid,"one[^"]*"\r\n$/);
  }
});

test('whatever a spreadsheet would show or save as something else begins with an apostrophe', () => {
  const changed = [
    '320000000123',
    '007',
    '0.50',
    '1e5',
    '3E+11',
    '1/2',
    '10:30',
    '5%',
    '(5)',
    '€5',
    '12345678901',
    '1-2',
  ];
  const dates = ['2026-11-30', 'March 5', '5. Mai 2026', 'Nov 30, 2026 10:30 PM', 'DEC1', 'true', 'FALSE', '\u00a0007'];
  for (const text of [...changed, ...dates]) assert.equal(asSpreadsheetText(text), `'${text}`);
});

test('formulas begin with one too, wherever a cell may begin, and an apostrophe that was there has another', () => {
  const cases = [
    ['=1+1', "'=1+1"],
    [' +1', "' +1"],
    ['@here', "'@here"],
    ['＝1', "'＝1"],
    ['a\n-1', "a\n'-1"],
    ['a;=1', "a;'=1"],
    ["'t Hooft", "''t Hooft"],
    ["'=1", "''=1"],
  ] as const;
  for (const [text, cell] of cases) assert.equal(asSpreadsheetText(text), cell);
});

test('plain text, short numbers and times as the API writes them stay as they are', () => {
  const texts = [
    'Bed 12, dose 0.5',
    '2 units to OR',
    '101',
    '0',
    '',
    '2026-11-30T20:04:01.000Z',
    "it's",
    'Decimal 5 x',
    'a-b',
  ];
  for (const text of texts) assert.equal(asSpreadsheetText(text), text);
});

/** How every table we give away is written: CSV in which no cell becomes a formula, a number or a row by itself. Pure. */

/** Where a cell begins, also for whoever reads the file with another separator and takes a line break for a new row. */
const start = String.raw`(?<=^|[;\t])`;
const blanks = String.raw`(?:[^\S\t\r\n\u2028\u2029]|\p{Cf})*`;
const unsafe = new RegExp(`${start}(?='|${blanks}[=+\\-@＝＋－＠])`, 'gmu');
const mark = new RegExp(`${start}'`, 'gmu');

/** What spreadsheets may show and save as another text: numbers, dates and times, with names of months as Latin script has them. */
const figures = String.raw`[\p{N}\p{Sc}\p{P}\p{Cf}\s+]*`;
const month =
  '(?:jan|ene|gen|feb|fév|fev|mar|mär|mrz|apr|avr|abr|ma[iygj]|mei|jun|giu|jui|jul|lug|aug|aoû|ago|sep|set|oct|okt|ott|nov|de[cz]|déc|dic)';
const word = `(?:${month}\\p{L}*|e|am|pm)(?!\\p{L})`;
const changeable = new RegExp(`^(?:true|false|(?=.*\\p{N})${figures}(?:${word}${figures}){0,2})$`, 'isu');
/** Shown and saved as it is, like numbers of extensions. */
const short = /^(?:0|[1-9]\d{0,7})$/;

/**
 * A spreadsheet takes what begins with an apostrophe for text. Each place where it could take something for a formula has
 * one, and each that had one already has another: so whoever takes them away again has the text as it was.
 */
export function asSpreadsheetText(text: string): string {
  const safe = text.replace(unsafe, "'");
  return !safe.startsWith("'") && !short.test(text) && changeable.test(text) ? `'${safe}` : safe;
}

/** What `asSpreadsheetText` was given. */
export function fromSpreadsheetText(cell: string): string {
  return cell.replace(mark, '');
}

/** By RFC 4180: all but plain words, whatever anyone may take for the end of a cell or a row. */
function quoted(cell: string): string {
  return /^[\w.:@/?&=%-]*$/.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`;
}

/** Each row ends with CRLF. */
export function csvRows(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map((cell) => quoted(asSpreadsheetText(cell))).join(',')}\r\n`).join('');
}

/** A whole file begins with a byte order mark: without it spreadsheets take UTF-8 for something else. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\ufeff${csvRows(rows)}`;
}

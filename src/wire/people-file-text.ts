/** The text of a people file, from the bytes that spreadsheets save it as. */

import { faultAt, PeopleFileError } from './people-file-error.ts';
import { delimiterOf } from './people-file-rows.ts';

/** UTF-8, or UTF-16 as "Unicode text" is saved. Anything else would be a guess at people's names, and is refused. */
export function peopleFileText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  const text = decoded(bytes, encoding);
  if (text !== undefined) return text;
  throw encoding === 'utf-8'
    ? foreignCell(bytes)
    : new PeopleFileError('it ends in the middle of a letter; save it again');
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || second === 0) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || first === 0 ? 'utf-16be' : 'utf-8';
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Names the first cell that is not UTF-8, with its letters as Western Europe's older encoding has them. */
function foreignCell(bytes: Uint8Array): PeopleFileError {
  const text = Buffer.from(bytes).toString('latin1');
  const isForeign = (part: string) => decoded(Buffer.from(part, 'latin1'), 'utf-8') === undefined;
  const lines = text.split(/\r\n|\n|\r/);
  const line = lines.findIndex(isForeign);
  const cells = (lines[line] ?? '').split(delimiterOf(text));
  const column = cells.findIndex(isForeign);
  const shown = new TextDecoder('windows-1252').decode(Buffer.from(cells[column] ?? '', 'latin1'));
  return faultAt({ line: line + 1, column: column + 1, value: shown }, 'is not in UTF-8; save the file as "CSV UTF-8"');
}

/** What the server says of an import, and the file of links for those who are new. */

import { saveFile } from '../../api/save-file.ts';
import type { Key } from '../../text/catalogue.ts';

export type ImportAction = 'Create' | 'Update' | 'Keep' | 'Refuse';

export interface ImportRecordJson {
  readonly line: number;
  readonly id?: string;
  readonly extensionNumber: string;
  readonly name?: string;
  readonly type?: string;
  readonly action: ImportAction;
  readonly changes: readonly string[];
  readonly problems: readonly { readonly column: string; readonly value: string; readonly reason: ImportReason }[];
  readonly invitation?: { readonly uri: string; readonly expirationTime: string };
}

export interface PeopleImportJson {
  readonly isApplied: boolean;
  readonly counts: Readonly<Record<'created' | 'updated' | 'kept' | 'refused', number>>;
  readonly records: readonly ImportRecordJson[];
}

type ImportReason =
  | 'invalid-value'
  | 'twice'
  | 'other-type'
  | 'not-a-person'
  | 'unknown-department'
  | 'last-administrator';

export const reasonKeys: Readonly<Record<ImportReason, Key>> = {
  'invalid-value': 'import.problem.value',
  twice: 'import.problem.twice',
  'other-type': 'import.problem.otherType',
  'not-a-person': 'import.problem.notAPerson',
  'unknown-department': 'import.problem.unknownDepartment',
  'last-administrator': 'error.lastAdministrator',
};

export const templateText = [
  'extensionNumber,firstName,lastName,email,jobTitle,type,departments',
  '300,Night Shift,,,,Department,',
  '171,Ada,Novak,ada.novak@company.example,Nurse,,300',
].join('\r\n');

export function downloadLinks({ records }: PeopleImportJson): void {
  const rows = records.flatMap(({ extensionNumber, name = '', invitation }) =>
    invitation ? [[extensionNumber, name, invitation.uri, invitation.expirationTime]] : [],
  );
  const lines = [['extensionNumber', 'name', 'link', 'validUntil'], ...rows].map((cells) => cells.map(cell).join(','));
  saveCsv('invitation-links.csv', `\ufeff${lines.join('\r\n')}\r\n`);
}

/** A spreadsheet would take what begins like a formula for one. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function saveCsv(name: string, text: string): void {
  saveFile(new Blob([text], { type: 'text/csv' }), name);
}

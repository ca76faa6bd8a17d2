/** What the server says of an import, and the file of links for those who are new. */

import { csvFile, csvRows } from '../../../../src/wire/csv.ts';
import type { peopleImportShape } from '../../../../src/wire/people-imports.ts';
import type { Answer } from '../../api/shapes.ts';
import { saveFile } from '../../browser/save-file.ts';
import type { Key } from '../../text/catalogue.ts';

export type ImportAction = ImportRecordJson['action'];

export type ImportRecordJson = PeopleImportJson['records'][number];

export type PeopleImportJson = Answer<typeof peopleImportShape>;

type ImportReason = ImportRecordJson['problems'][number]['reason'];

export const reasonKeys: Readonly<Record<ImportReason, Key>> = {
  'invalid-value': 'import.problem.value',
  twice: 'import.problem.twice',
  'other-type': 'import.problem.otherType',
  'not-a-person': 'import.problem.notAPerson',
  'unknown-department': 'import.problem.unknownDepartment',
  'email-taken': 'import.problem.emailTaken',
  'last-administrator': 'error.lastAdministrator',
};

const template = [
  ['extensionNumber', 'firstName', 'lastName', 'email', 'jobTitle', 'type', 'departments'],
  ['300', 'Night Shift', '', '', '', 'Department', ''],
  ['171', 'Ada', 'Novak', 'ada.novak@company.example', 'Nurse', '', '300'],
];

export const templateText = csvRows(template);

export function downloadTemplate(): void {
  saveCsv('people.csv', template);
}

export function downloadLinks({ records }: PeopleImportJson): void {
  const rows = records.flatMap(({ extensionNumber, name = '', invitation }) =>
    invitation ? [[extensionNumber, name, invitation.uri, invitation.expirationTime]] : [],
  );
  saveCsv('invitation-links.csv', [['extensionNumber', 'name', 'link', 'validUntil'], ...rows]);
}

function saveCsv(name: string, rows: readonly (readonly string[])[]): void {
  saveFile(new Blob([csvFile(rows)], { type: 'text/csv' }), name);
}

/** The company's directory, as people look each other up in it. */

import { Type } from 'typebox';
import type { Extension } from '../domain/extension.ts';
import { listBlocks, pagingShape } from './lists.ts';

const optionalText = Type.Optional(Type.String());

export const directoryEntryShape = Type.Object(
  {
    id: Type.String(),
    type: Type.String(),
    status: Type.String(),
    extensionNumber: Type.String(),
    name: optionalText,
    firstName: optionalText,
    lastName: optionalText,
    email: optionalText,
    jobTitle: optionalText,
    department: optionalText,
    account: Type.Object({ id: Type.String() }),
  },
  { title: 'DirectoryEntry' },
);

export const directoryShape = Type.Object(
  { paging: pagingShape, records: Type.Array(directoryEntryShape) },
  { title: 'Directory' },
);

export function directoryEntryJson(extension: Extension): Type.Static<typeof directoryEntryShape> {
  const { accountId, extensionId, extensionNumber, name, type, status, contact } = extension;
  const { firstName, lastName, email, jobTitle, department } = contact;
  return {
    ...{ id: String(extensionId), type, status, extensionNumber, name },
    ...{ firstName, lastName, email, jobTitle, department },
    account: { id: String(accountId) },
  };
}

export function directoryJson(
  listed: Parameters<typeof listBlocks>[0] & { records: readonly Extension[] },
  paging: Parameters<typeof listBlocks>[1],
): Type.Static<typeof directoryShape> {
  const { paging: block } = listBlocks(listed, paging, '', '');
  return { paging: block, records: listed.records.map(directoryEntryJson) };
}

/** Archives of exports as the system's own tools read them, and what they must say of a message. */

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shell } from './beckon-command.ts';

export interface Message {
  readonly id: number;
  readonly conversationId: number;
  readonly subject: string;
  readonly from: { readonly extensionNumber: string; readonly name: string };
  readonly to: readonly { readonly extensionNumber: string; readonly name: string }[];
  readonly [field: string]: unknown;
}
/** A mailbox as both of its files tell it. */
export interface Exported {
  readonly csv: readonly Readonly<Record<string, string>>[];
  readonly messages: readonly Message[];
}

const unpack = `
import csv, io, json, sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
texts = {name: archive.read(name).decode('utf-8') for name in archive.namelist()}
boxes = {}
for name, text in texts.items():
    if name.endswith('/messages.csv'):
        rows = list(csv.DictReader(io.StringIO(text.removeprefix('\\ufeff'), newline='')))
        boxes.setdefault(name.split('-')[0], {})['csv'] = rows
    elif name.endswith('/messages.jsonl'):
        lines = text.split('\\n')
        assert lines.pop() == ''
        boxes.setdefault(name.split('-')[0], {})['messages'] = [json.loads(line) for line in lines]
print(json.dumps({'boxes': boxes, 'manifest': json.loads(texts['export.json'])}))
`;

/** What an archive holds, by extension number, as Python reads it; `unzip` must find no fault with it either. */
export async function contentOf(file: string): Promise<Record<string, Exported>> {
  const script = join(dirname(file), 'unpack.py');
  writeFileSync(script, unpack);
  const { code, stdout, stderr } = await shell(`unzip -tq '${file}' >&2 && python3 '${script}' '${file}'`);
  assert.equal(code, 0, stderr);
  const { boxes, manifest } = JSON.parse(stdout) as {
    boxes: Record<string, Exported>;
    manifest: { mailboxes: { extensionNumber: string; messageCount: number }[] };
  };
  assert.deepEqual(
    Object.fromEntries(manifest.mailboxes.map((one) => [one.extensionNumber, one.messageCount])),
    Object.fromEntries(Object.entries(boxes).map(([number, { messages }]) => [number, messages.length])),
  );
  return boxes;
}

const exportedFields = [
  ...['id', 'conversationId', 'direction', 'availability', 'readStatus', 'messageStatus', 'creationTime'],
  ...['lastModifiedTime', 'from', 'to', 'pgToDepartment', 'subject'],
];

/** What an export has of a message that the API shows. */
export function exportedPart(message: Message): Message {
  return Object.fromEntries(exportedFields.map((field) => [field, message[field]])) as unknown as Message;
}

/** A message as a row of the CSV file says it, once the apostrophes against spreadsheets' guesses are taken away. */
export function rowOf({ from, to, ...fields }: Message): Record<string, string> {
  const plainFields = Object.entries(fields).map(([field, value]) => [field, String(value)]);
  return {
    ...Object.fromEntries(plainFields),
    ...{ from: from.extensionNumber, fromName: from.name },
    to: to.map(({ extensionNumber }) => extensionNumber).join('; '),
    toNames: to.map(({ name }) => name).join('; '),
  };
}

/** A row as it was before those were put in. */
export function plainRow(row: Readonly<Record<string, string>>): Record<string, string> {
  const plain = (cell: string) => cell.replace(/(?<=^|[;\t])'/gm, '');
  return Object.fromEntries(Object.entries(row).map(([field, cell]) => [field, plain(cell)]));
}

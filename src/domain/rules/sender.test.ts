/** In whose name a page may go. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SendPage } from '../commands/messages.ts';
import type { ErrorCode } from '../errors.ts';
import type { Extension } from '../extension.ts';
import { answer, idOf, sendFrom } from './company.fixture.ts';
import { requireOwnName } from './sender.ts';
import { refusalOf, resolved } from './tables.fixture.ts';

const number = (extensionNumber: string) => ({ from: { extensionNumber } });
const id = (text: string) => ({ from: { extensionId: idOf(text) } });

const rows: [name: string, by: string, page: Partial<SendPage>, code: ErrorCode | undefined, parameter?: string][] = [
  ['one’s own mailbox', '102', {}, undefined],
  ['one’s own number', '102', number('102'), undefined],
  ['one’s own id', '102', id('102'), undefined],
  ['another’s number', '102', number('103'), 'sender-number-mismatch', 'from'],
  ['another’s id', '102', id('103'), 'sender-id-mismatch', 'from'],
  ['a number nobody has', '102', number('999'), 'sender-number-mismatch', 'from'],
  ['an id nobody has', '102', id('999'), 'sender-id-mismatch', 'from'],
  [
    'one’s own number beside another’s id',
    '102',
    { from: { extensionNumber: '102', extensionId: idOf('103') } },
    'sender-id-mismatch',
    'from',
  ],
  ['a Department’s number', '102', number('200'), 'department-cannot-send', 'from'],
  ['a Department’s id', '102', id('200'), 'department-cannot-send', 'from'],
  ['the id of a Department that was deleted', '102', id('206'), 'sender-id-mismatch', 'from'],
  ['another’s mailbox', '102', { mailboxId: idOf('103') }, 'foreign-extension'],
  ['another’s mailbox, as an administrator', '101', { mailboxId: idOf('103') }, 'foreign-extension'],
  ['a Department’s mailbox, as its manager', '103', { mailboxId: idOf('200') }, 'department-cannot-send'],
  ['a Department’s mailbox, as an administrator', '101', { mailboxId: idOf('200') }, 'department-cannot-send'],
  ['a Department’s mailbox, as anyone else', '102', { mailboxId: idOf('200') }, 'foreign-extension'],
  ['a mailbox nobody has', '102', { mailboxId: idOf('999') }, 'unknown-resource', 'extensionId'],
  ['a mailbox that was deleted', '102', { mailboxId: idOf('199') }, 'unknown-resource', 'extensionId'],
];
for (const [name, by, page, code, parameter] of rows) {
  test(`a page goes from ${name}: ${code ?? 'yes'}`, () => {
    const sender = answer({ kind: 'extension', extensionId: idOf(by) }, {}) as Extension;
    const refusal = refusalOf(() => resolved({}, requireOwnName(sendFrom(by, page), sender)));
    assert.deepEqual([refusal?.code, refusal?.parameter], [code, parameter]);
  });
}

/** Founding a company. */

import { test } from 'node:test';
import type { FoundAccount } from '../commands/company.ts';
import type { Extension } from '../extension.ts';
import type { CredentialId, Sequence } from '../ids.ts';
import { accountId, answer, idOf } from './company.fixture.ts';
import { app, decides, entry, nowMs, password } from './tables.fixture.ts';

const extension = answer({ kind: 'extension', extensionId: idOf('102') }, {}) as Extension;
const founding: FoundAccount = {
  ...{ kind: 'found-account', accountId, name: 'Company', firstSequence: 1000 as Sequence, extensions: [extension] },
  members: [{ departmentId: idOf('200'), extensionIds: [idOf('102'), idOf('103')] }],
  managers: [{ departmentId: idOf('200'), managerIds: [idOf('103')] }],
  apps: [app],
  credentials: [{ accountId, credentialId: 'jwt' as CredentialId, extensionId: idOf('102'), isRevoked: false }],
  passwords: [{ extensionId: idOf('102'), hash: 'hash' }],
};
const foundedSeq = 999 as Sequence;
const joined = { kind: 'member-joined', departmentId: idOf('200'), joinedSeq: foundedSeq, joinedMs: nowMs } as const;

const effects = [
  { kind: 'account-founded', name: 'Company', nextSequence: 1000 as Sequence, timeMs: nowMs },
  { kind: 'extension-put', extension, modifiedSeq: foundedSeq },
  { ...joined, extensionId: idOf('102') },
  { ...joined, extensionId: idOf('103') },
  { kind: 'managers-set', departmentId: idOf('200'), managerIds: [idOf('103')] },
  { kind: 'app-put', app },
  {
    kind: 'credential-added',
    credential: {
      ...{ accountId, credentialId: 'jwt' as CredentialId, extensionId: idOf('102'), isRevoked: false },
      ...{ label: '', createdMs: nowMs, expiresMs: null },
    },
  },
] as const;
const found = entry(['found-account', String(accountId), {}], 'operator');

test('everything is there before the first page, and passwords count as made up', () => {
  const given = { ...password, changedMs: nowMs, isGenerated: true };
  const expected = [...effects, { kind: 'password-put', password: given } as const, found];
  decides({ facts: { now: () => undefined } }, founding, { value: { isNew: true }, effects: expected });
});

test('a company may begin without passwords', () => {
  const { passwords: _, ...without } = founding;
  decides({ facts: { now: () => undefined } }, without, { effects: [...effects, found] });
});

test('one that is there is not founded again', () => decides({}, founding, { value: { isNew: false }, effects: [] }));

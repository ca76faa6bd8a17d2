/** Creating and changing people and Departments: what is looked at, and what is kept. What falls with them is in untie.test.ts. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CreateExtension, DeleteExtension, UpdateExtension } from '../commands/company.ts';
import type { Effect } from '../effect.ts';
import type { Contact, Extension } from '../extension.ts';
import type { ExtensionId, SessionId } from '../ids.ts';
import { freshPassword } from '../password.ts';
import { accountId, answer, decideIn, idOf, type World } from './company.fixture.ts';
import {
  administrator,
  decides,
  deletedSubscription,
  deviceOf,
  endedNow,
  entry,
  isForAdministrators,
  nextSequence,
  nowMs,
  refuses,
  sessionWith,
} from './tables.fixture.ts';

const acting = { accountId, actor: 'operator' } as const;
const refusal = { code: 'invalid-parameter', parameter: 'contact.email', subject: 'nomail' };

function creating(contact: Contact) {
  const draft = { extensionNumber: '900', type: 'User', status: 'Enabled', contact } as const;
  return decideIn({}, { kind: 'create-extension', ...acting, draft }).result;
}

function changing(contact: Contact) {
  return decideIn({}, { kind: 'update-extension', ...acting, extensionId: idOf('102'), changes: { contact } }).result;
}

test('what is no e-mail address is refused for someone new and someone known', () => {
  for (const result of [creating({ email: 'nomail' }), changing({ email: 'nomail' })]) {
    assert.ok(!result.ok);
    assert.deepEqual(result.refusal, refusal);
  }
});

test('an address may be left out, given, and taken away', () => {
  for (const contact of [{ firstName: 'Ada' }, { email: 'ada@clinic.example' }, { email: '' }]) {
    assert.ok(creating(contact).ok);
    assert.ok(changing(contact).ok);
  }
});

describe('someone new', () => {
  const draft = { type: 'User', status: 'Enabled', contact: { firstName: 'Ada', lastName: 'L' } } as const;
  const creating = (more: object = {}, others: object = {}): CreateExtension => ({
    ...{
      kind: 'create-extension',
      accountId,
      actor: administrator,
      draft: { ...draft, extensionNumber: '150', ...more },
    },
    ...others,
  });
  const made: Extension = {
    ...{ ...draft, accountId, extensionId: nextSequence as number as ExtensionId, extensionNumber: '150' },
    ...{ name: 'Ada L', roles: ['user'], isDeleted: false },
  };
  const word = (details: object) =>
    entry([
      'create-extension',
      '5000',
      { extensionNumber: '150', type: 'User', status: 'Enabled', roles: ['user'], ...details },
    ]);
  const put = (extension: Extension): Effect => ({ kind: 'extension-put', extension, modifiedSeq: nextSequence });

  test('has the next id, their name and the default role', () => {
    decides({}, creating(), { value: made, effects: [put(made), word({})] });
  });
  test('may be given a password, which the trail mentions and does not repeat', () => {
    const password = freshPassword(made.extensionId, 'hash', nowMs);
    decides({}, creating({}, { passwordHash: 'hash' }), {
      effects: [put(made), { kind: 'password-put', password }, word({ hasPassword: true })],
    });
  });
  test('is given the first free number where none is named', () => {
    const asked: unknown[] = [];
    const facts: World['facts'] = {
      'free-number': (request) => {
        asked.push(request);
        return 111;
      },
    };
    const { result } = decideIn({ facts }, { ...creating(), draft });
    assert.equal(result.ok && result.value.extensionNumber, '111');
    assert.deepEqual(asked, [{ kind: 'free-number', from: 101 }]);
  });
  test('that is a Department has no role, and no password', () => {
    const department = decideIn({}, creating({ type: 'Department' }));
    assert.deepEqual(department.result.ok && department.result.value.roles, []);
    const withPassword = creating({ type: 'Department' }, { passwordHash: 'hash' });
    refuses({}, withPassword, { code: 'invalid-parameter', parameter: 'password' });
  });
  test('has no number and no address that is another’s', () => {
    const number = { code: 'extension-number-taken', parameter: 'extensionNumber', subject: '102' } as const;
    refuses({}, creating({ extensionNumber: '102' }), number);
    assert.ok(decideIn({}, creating({ extensionNumber: '199' })).result.ok, 'who was deleted has none');
    const taken: World = { facts: { 'people-by-email': () => [made, { ...made, extensionId: idOf('103') }] } };
    const contact = { email: 'ada@a.example' };
    refuses(taken, creating({ contact }), { code: 'email-taken', parameter: 'contact.email' });
    isForAdministrators(creating(), 'AddRemoveUsers');
  });
});

describe('someone who changes', () => {
  const extensionOf = (number: string) => answer({ kind: 'extension', extensionId: idOf(number) }, {}) as Extension;
  const changing = (number: string, changes: UpdateExtension['changes']): UpdateExtension => {
    return { kind: 'update-extension', accountId, actor: administrator, extensionId: idOf(number), changes };
  };
  const put = (extension: Extension): Effect => ({ kind: 'extension-put', extension, modifiedSeq: nextSequence });
  const word = (number: string, details: object) => entry(['update-extension', String(idOf(number)), { ...details }]);
  const living: World = {
    facts: {
      'living-sessions': () => [sessionWith('a')],
      'devices-of': () => [deviceOf('d', { sessionId: 'a' as SessionId })],
    },
  };

  test('keeps what is not named, and is called by their new name', () => {
    const after = { ...extensionOf('102'), name: 'Ada', contact: { firstName: 'Ada' } };
    decides({}, changing('102', { contact: { firstName: 'Ada' } }), {
      value: after,
      effects: [put(after), word('102', { contact: ['firstName'] })],
    });
  });
  test('is signed out once no longer active, and so are the browsers that are woken', () => {
    const after = { ...extensionOf('102'), status: 'Disabled' } as const;
    decides(living, changing('102', { status: 'Disabled' }), {
      value: after,
      effects: [
        put(after),
        endedNow('a'),
        deletedSubscription('d'),
        word('102', { status: { from: 'Enabled', to: 'Disabled' } }),
      ],
    });
  });
  test('stays signed in while active, and was signed out already if not', () => {
    const after = { ...extensionOf('107'), status: 'Enabled' } as const;
    decides(living, changing('107', { status: 'Enabled' }), {
      effects: [put(after), word('107', { status: { from: 'Frozen', to: 'Enabled' } })],
    });
    const disabled = { ...extensionOf('107'), status: 'Disabled' } as const;
    decides(living, changing('107', { status: 'Disabled' }), {
      effects: [put(disabled), word('107', { status: { from: 'Frozen', to: 'Disabled' } })],
    });
  });
  test('to what is so already changes nothing', () => {
    decides({}, changing('102', { status: 'Enabled', extensionNumber: '102' }), {
      value: extensionOf('102'),
      effects: [],
    });
  });
  test('is not the last who administers', () => {
    const refusal = { code: 'last-administrator', parameter: 'status', subject: '101' } as const;
    refuses({}, changing('101', { status: 'Frozen' }), refusal);
    assert.ok(decideIn({ roles: { '103': ['administrator'] } }, changing('101', { status: 'Frozen' })).result.ok);
    const deleting: DeleteExtension = {
      kind: 'delete-extension',
      accountId,
      actor: administrator,
      extensionId: idOf('101'),
    };
    refuses({}, deleting, { ...refusal, parameter: 'extensionId' });
  });
  test('takes no number and no address of another, and keeps an address from before they were looked at', () => {
    const number = { code: 'extension-number-taken', parameter: 'extensionNumber', subject: '103' } as const;
    refuses({}, changing('102', { extensionNumber: '103' }), number);
    const taken: World = { facts: { 'people-by-email': () => [extensionOf('103')] } };
    refuses(taken, changing('102', { contact: { email: 'a@a.example' } }), {
      code: 'email-taken',
      parameter: 'contact.email',
    });
    const kept = { ...extensionOf('102'), contact: { email: 'nomail' } };
    const world: World = {
      facts: { extension: ({ extensionId }) => (extensionId === idOf('102') ? kept : extensionOf('101')) },
    };
    assert.ok(decideIn(world, changing('102', { contact: { email: 'nomail', firstName: 'Ada' } })).result.ok);
  });
  test('is there, and so is who is deleted; both are done by administrators', () => {
    const refusal = { code: 'unknown-resource', parameter: 'extensionId', subject: '1199' } as const;
    refuses({}, changing('199', { status: 'Frozen' }), refusal);
    const deleting: DeleteExtension = {
      kind: 'delete-extension',
      accountId,
      actor: administrator,
      extensionId: idOf('199'),
    };
    refuses({}, deleting, refusal);
    isForAdministrators(changing('102', { status: 'Frozen' }), 'EditUserInfo');
    isForAdministrators({ ...deleting, extensionId: idOf('102') }, 'AddRemoveUsers');
  });
});

/** What is looked at before someone is created or changed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Contact } from '../extension.ts';
import { accountId, decideIn, idOf } from './company.fixture.ts';

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

/** Which effects are nobody's news. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { meaningOf, meanings, standingChanges } from './effect-meanings.ts';

test('nobody is told of what keeps others informed, or of the audit trail', () => {
  const untold = Object.entries(meanings).filter(([, { tells }]) => !tells);
  assert.deepEqual(untold.map(([kind]) => kind).sort(), [
    'audit-recorded',
    'delivery-forgotten',
    'delivery-put',
    'subscription-told',
    'token-used',
  ]);
});

test('whatever ends sessions changes them, and all that rests on them', () => {
  for (const [kind, meaning] of Object.entries(meanings)) {
    if (!('endsSessions' in meaning)) continue;
    assert.ok((meaning.changes as readonly string[]).includes('session'), kind);
    assert.ok('changesSubscriptions' in meaning, kind);
  }
});

const flagged = (flag: string) =>
  Object.entries(meanings).flatMap(([kind, meaning]) => (flag in meaning ? [kind] : []));

test('sessions may be over after these, and no others', () => {
  assert.deepEqual(flagged('endsSessions'), ['app-sessions-ended', 'session-ended']);
});

test('whoever delivers reads subscriptions again after these, and no others', () => {
  assert.deepEqual(flagged('changesSubscriptions').sort(), [
    ...['app-devices-forgotten', 'app-sessions-ended', 'connections-dropped', 'deliveries-requeued'],
    ...['devices-forgotten', 'session-ended', 'subscription-deleted', 'subscription-put'],
  ]);
});

test('what is known of sessions holds through all but these', () => {
  assert.deepEqual([...standingChanges].sort(), [
    ...['access-tokens-ended', 'app-gone', 'app-put', 'app-sessions-ended', 'extension-put', 'manager-dismissed'],
    ...['managers-set', 'session-ended', 'session-forgotten', 'sessions-forgotten'],
    ...['token-forgotten', 'token-replaced', 'tokens-expired'],
  ]);
});

test('an effect means what its row says', () => {
  assert.deepEqual(meaningOf({ kind: 'session-ended' }), meanings['session-ended']);
});

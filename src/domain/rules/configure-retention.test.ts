/** Changing how long messages stay. */

import { test } from 'node:test';
import type { ConfigureRetention } from '../commands/upkeep.ts';
import { standardRetention } from '../retention.ts';
import { accountId } from './company.fixture.ts';
import { administrator as actor, decides, entry, isForAdministrators } from './tables.fixture.ts';

const configuring = (changes: ConfigureRetention['changes']): ConfigureRetention => {
  return { kind: 'configure-retention', accountId, actor, changes };
};

test('what is named changes, the rest stays, and the trail says from what to what', () => {
  const settings = { ...standardRetention, retentionDays: 30, deletedDays: 5 };
  const details = { retentionDays: { from: null, to: 30 } };
  decides({}, configuring({ retentionDays: 30, deletedDays: 5 }), {
    value: settings,
    effects: [{ kind: 'retention-settings-put', settings }, entry(['configure-store', null, details])],
  });
});

test('saying what is so already changes nothing', () => {
  decides({}, configuring({ deletedDays: 5 }), { value: standardRetention, effects: [] });
  decides({}, configuring({}), { value: standardRetention, effects: [] });
});

test('only administrators may', () => isForAdministrators(configuring({ purgedDays: 1 }), 'AccountAdministration'));

/** Changing how long messages stay. */

import { test } from 'node:test';
import type { ConfigureStore } from '../commands/upkeep.ts';
import { standardSettings } from '../message-store.ts';
import { accountId } from './company.fixture.ts';
import { administrator as actor, decides, entry, isForAdministrators } from './tables.fixture.ts';

const configuring = (changes: ConfigureStore['changes']): ConfigureStore => {
  return { kind: 'configure-store', accountId, actor, changes };
};

test('what is named changes, the rest stays, and the trail says from what to what', () => {
  const settings = { ...standardSettings, retentionDays: 30, deletedDays: 5 };
  const details = { retentionDays: { from: null, to: 30 } };
  decides({}, configuring({ retentionDays: 30, deletedDays: 5 }), {
    value: settings,
    effects: [{ kind: 'store-settings-put', settings }, entry(['configure-store', null, details])],
  });
});

test('saying what is so already changes nothing', () => {
  decides({}, configuring({ deletedDays: 5 }), { value: standardSettings, effects: [] });
  decides({}, configuring({}), { value: standardSettings, effects: [] });
});

test('only administrators may', () => isForAdministrators(configuring({ purgedDays: 1 }), 'AccountAdministration'));

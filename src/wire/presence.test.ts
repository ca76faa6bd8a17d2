/** What others see of someone's presence, put together from what they said. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Extension } from '../domain/extension.ts';
import { type Presence, standardPresence } from '../domain/presence.ts';
import { presenceEventBody, presenceJson } from './presence.ts';
import { createUrls } from './urls.ts';

const urls = createUrls(() => 'http://pages.example');
const person = { accountId: 1, extensionId: 2, extensionNumber: '102', status: 'Enabled', isDeleted: false };

const rows: readonly [status: Extension['status'], said: Partial<Presence>, seen: string][] = [
  ['Enabled', {}, 'Available'],
  ['Enabled', { userStatus: 'Busy' }, 'Busy'],
  ['Enabled', { dndStatus: 'DoNotAcceptAnyCalls' }, 'Busy'],
  ['Enabled', { userStatus: 'Offline', dndStatus: 'DoNotAcceptAnyCalls' }, 'Offline'],
  ['Disabled', {}, 'Offline'],
  ['NotActivated', { userStatus: 'Busy' }, 'Offline'],
];
for (const [status, said, seen] of rows) {
  test(`someone ${status} who says ${JSON.stringify(said)} is seen as ${seen}`, () => {
    const extension = { ...person, status } as Extension;
    const presence = { ...standardPresence, ...said };
    assert.equal(presenceJson(extension, presence, urls).presenceStatus, seen);
    const told = presenceEventBody({ extension, presence, number: 1 } as never, { ownerId: '2', isDetailed: false });
    assert.equal((told as { presenceStatus: string }).presenceStatus, seen);
  });
}

/** Changing one's own presence. */

import { test } from 'node:test';
import type { SetPresence } from '../commands/presence.ts';
import { standardPresence } from '../presence.ts';
import { accountId, actorOf, idOf } from './company.fixture.ts';
import { decides, isForWhoeverIsSignedIn, nextSequence } from './tables.fixture.ts';

const setting = (changes: SetPresence['changes']): SetPresence => {
  return { kind: 'set-presence', accountId, actor: actorOf('102'), changes };
};

test('what is said changes, the rest stays', () => {
  const presence = { ...standardPresence, userStatus: 'Busy' } as const;
  decides({}, setting({ userStatus: 'Busy' }), {
    value: presence,
    effects: [{ kind: 'presence-put', extensionId: idOf('102'), presence, modifiedSeq: nextSequence }],
  });
});

test('saying what is so already changes nothing', () => {
  decides({}, setting({ userStatus: 'Available' }), { value: standardPresence, effects: [] });
});

test('only whoever is signed in says it', () => isForWhoeverIsSignedIn(setting({ message: 'Away' }), '102'));

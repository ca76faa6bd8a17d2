/** Registering, changing and removing apps: what is kept, what ends, who may. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maxApps, maxOverlapMs } from '../app.ts';
import type { Command } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { App } from '../session.ts';
import { accountId, actorOf, decideIn, effectOf, type World } from './company.fixture.ts';
import {
  administrator as actor,
  app,
  clientId,
  decides,
  entry,
  isForAdministrators,
  nowMs,
  refuses,
} from './tables.fixture.ts';

const draft = {
  name: ' Paging ',
  grants: ['password'],
  redirectUris: [],
  scopes: ['ReadMessages'],
  rateLimits: {},
} as const;
const asked = { accountId, actor, clientId };
const creation: Command = { kind: 'create-app', ...asked, secretHash: null, draft };
const detailsOf = (more: object) => ({
  ...{
    name: 'App',
    isPublic: false,
    grants: ['password'],
    redirectUris: [],
    scopes: ['InternalMessages'],
    rateLimits: {},
  },
  ...more,
});
const having = (more: Partial<App> = {}): World => ({
  facts: { app: () => ({ ...app, ...more }), 'app-count': () => 0 },
});
const signedOut: Effect[] = [
  { kind: 'app-sessions-ended', clientId, endedMs: nowMs },
  { kind: 'app-devices-forgotten', clientId },
];

test('a new app is kept under its name without the spaces around it', () => {
  const made: App = { ...draft, name: 'Paging', accountId, clientId, secretHash: null };
  const details = detailsOf({ name: 'Paging', isPublic: true, scopes: ['ReadMessages'] });
  const effects: Effect[] = [{ kind: 'app-put', app: made }, entry(['create-app', clientId, details])];
  decides(having(), creation, { value: made, effects });
});

test('an app that says nothing of what it is for is refused', () => {
  refuses(
    having(),
    { ...creation, draft: { ...draft, name: ' ' } },
    { code: 'invalid-parameter', parameter: 'name', subject: 'it is blank' },
  );
  refuses(
    having(),
    { ...creation, draft: { ...draft, name: 'two\nlines' } },
    { code: 'invalid-parameter', parameter: 'name' },
  );
});

test('a company has as many apps as it may have, and no more', () => {
  const counting = (count: number): World => ({ facts: { 'app-count': () => count } });
  assert.ok(decideIn(counting(maxApps - 1), creation).result.ok);
  refuses(counting(maxApps), creation, { code: 'too-many-apps', subject: String(maxApps) });
});

describe('changing an app', () => {
  const change = (changes: object): Command => ({ kind: 'update-app', ...asked, changes });
  test('that only gains leaves everyone signed in', () => {
    const gained = { scopes: ['InternalMessages', 'ReadMessages'], rateLimits: { Light: 5 } };
    const after = { ...app, ...gained };
    decides(having(), change(gained), {
      value: after,
      effects: [
        { kind: 'app-put', app: after },
        entry(['update-app', clientId, detailsOf({ ...gained, isSignedOut: false })]),
      ],
    });
  });
  test('that loses a permission signs everyone out of it, browsers that are woken included', () => {
    const after = { ...app, scopes: [], rateLimits: {} };
    decides(having(), change({ scopes: [] }), {
      effects: [
        { kind: 'app-put', app: after },
        ...signedOut,
        entry(['update-app', clientId, detailsOf({ scopes: [], isSignedOut: true })]),
      ],
    });
  });
  test('keeps a name from before names were looked at, and the limits it has', () => {
    const { effects } = decideIn(
      having({ name: 'two\nlines', rateLimits: { Light: 1 } }),
      change({ name: 'two\nlines' }),
    );
    assert.deepEqual(effectOf(effects, 'app-put')?.app.rateLimits, { Light: 1 });
    refuses(having(), change({ name: 'two\nlines' }), { code: 'invalid-parameter', parameter: 'name' });
    refuses(having(), change({ grants: [] }), {
      code: 'invalid-parameter',
      parameter: 'grants',
      subject: 'there is none',
    });
  });
});

describe('a new secret', () => {
  const rotation = (overlapMs: number): Command => ({
    kind: 'rotate-app-secret',
    ...asked,
    secretHash: 'new',
    overlapMs,
  });
  const rows: [name: string, overlapMs: number, untilMs: number | undefined][] = [
    ['takes the place of the old one at once', 0, undefined],
    ['leaves the old one as long as asked', 1, nowMs + 1],
    ['leaves it no longer than a week', maxOverlapMs + 1, nowMs + maxOverlapMs],
  ];
  for (const [name, overlapMs, untilMs] of rows) {
    test(name, () => {
      const oldSecret = untilMs === undefined ? {} : { oldSecret: { hash: 'secret', untilMs } };
      const after: App = { ...app, secretHash: 'new', ...oldSecret };
      const world = having({ oldSecret: { hash: 'older', untilMs: nowMs + 5 } });
      decides(world, rotation(overlapMs), {
        value: after,
        effects: [{ kind: 'app-put', app: after }, entry(['rotate-app-secret', clientId, { overlapMs }])],
      });
    });
  }
  test('is refused to a public app', () => {
    const subject = 'a public app has no secret';
    refuses(having({ secretHash: null }), rotation(0), { code: 'invalid-parameter', parameter: 'clientId', subject });
  });
});

test('with an app go its sessions, its browsers, the codes that were given out for it, and the app', () => {
  decides(
    having(),
    { kind: 'delete-app', ...asked },
    {
      value: null,
      effects: [
        ...signedOut,
        { kind: 'app-codes-forgotten', clientId },
        { kind: 'app-gone', clientId },
        entry(['delete-app', clientId, { name: 'App' }]),
      ],
    },
  );
});

describe('an app that cannot be changed', () => {
  const commands: Command[] = [
    { kind: 'update-app', ...asked, changes: {} },
    { kind: 'rotate-app-secret', ...asked, secretHash: 'new', overlapMs: 0 },
    { kind: 'delete-app', ...asked },
  ];
  for (const command of commands) {
    test(`by ${command.kind}: one that is not there, Beckon's own, and any by whoever does not administer`, () => {
      refuses({ facts: { app: () => undefined } }, command, { code: 'unknown-resource', parameter: 'clientId' });
      const subject = "Beckon's own web app";
      refuses(having({ isFirstParty: true }), command, { code: 'invalid-parameter', parameter: 'clientId', subject });
      isForAdministrators(command, 'AccountAdministration', having());
      assert.ok(decideIn(having(), { ...command, actor: 'operator' } as Command).result.ok);
    });
  }
  test('nobody else makes one either', () => isForAdministrators(creation, 'AccountAdministration', having()));
  test('the actor of a change is told in the audit trail', () => {
    const { effects } = decideIn(having(), {
      kind: 'delete-app',
      ...asked,
      actor: { ...actorOf('101'), address: '192.0.2.7' },
    });
    assert.equal(effectOf(effects, 'audit-recorded')?.entry.address, '192.0.2.7');
  });
});

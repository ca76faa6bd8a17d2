/** Registers, changes and removes the apps of a company. Beckon's own web app is left alone. */

import { isNarrowed, maxApps, maxOverlapMs, requireSoundApp } from '../app.ts';
import type { OutcomeOf } from '../command.ts';
import type { AppCommand, CreateApp, DeleteApp, RotateAppSecret, UpdateApp } from '../commands/apps.ts';
import type { Decided, Effect } from '../effect.ts';
import { DomainError } from '../errors.ts';
import { type Asking, ask } from '../fact.ts';
import type { ClientId } from '../ids.ts';
import { nameGiven } from '../names.ts';
import type { App } from '../session.ts';
import { requirePermission } from './actor.ts';
import { audited } from './audited.ts';
import { requireNow } from './now.ts';

export function* createApp(command: CreateApp): Asking<Decided<OutcomeOf<CreateApp>>> {
  const { accountId, actor, clientId, secretHash, draft } = command;
  yield* requirePermission(actor, 'AccountAdministration');
  const name = nameGiven(draft.name, 'name');
  requireSoundApp({ ...draft, name });
  if ((yield* ask({ kind: 'app-count' })) >= maxApps) {
    throw new DomainError({ code: 'too-many-apps', subject: String(maxApps) });
  }
  const { timeMs } = yield* requireNow();
  const app: App = { ...draft, name, accountId, clientId, secretHash };
  return {
    value: app,
    effects: [
      { kind: 'app-put', app },
      audited(actor, timeMs, { action: 'create-app', target: clientId, details: detailsOf(app) }),
    ],
  };
}

export function* updateApp(command: UpdateApp): Asking<Decided<OutcomeOf<UpdateApp>>> {
  const { actor, clientId, changes } = command;
  const before = yield* requireApp(command);
  const merged = { ...before, rateLimits: before.rateLimits ?? {}, ...changes };
  const app = { ...merged, name: nameGiven(merged.name, 'name', before.name) };
  requireSoundApp(app);
  const { timeMs } = yield* requireNow();
  const isEnding = isNarrowed(before, app);
  const ended = isEnding ? signedOut(clientId, timeMs) : [];
  const details = { ...detailsOf(app), isSignedOut: isEnding };
  return {
    value: app,
    effects: [
      { kind: 'app-put', app },
      ...ended,
      audited(actor, timeMs, { action: 'update-app', target: clientId, details }),
    ],
  };
}

export function* rotateAppSecret(command: RotateAppSecret): Asking<Decided<OutcomeOf<RotateAppSecret>>> {
  const { actor, clientId, secretHash, overlapMs } = command;
  const { oldSecret: _older, ...before } = yield* requireApp(command);
  if (before.secretHash === null) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'clientId', subject: 'a public app has no secret' });
  }
  const { timeMs } = yield* requireNow();
  const untilMs = timeMs + Math.min(overlapMs, maxOverlapMs);
  const oldSecret = overlapMs > 0 ? { oldSecret: { hash: before.secretHash, untilMs } } : {};
  const app: App = { ...before, secretHash, ...oldSecret };
  return {
    value: app,
    effects: [
      { kind: 'app-put', app },
      audited(actor, timeMs, { action: 'rotate-app-secret', target: clientId, details: { overlapMs } }),
    ],
  };
}

export function* deleteApp(command: DeleteApp): Asking<Decided<OutcomeOf<DeleteApp>>> {
  const { actor, clientId } = command;
  const { name } = yield* requireApp(command);
  const { timeMs } = yield* requireNow();
  return {
    value: null,
    effects: [
      ...signedOut(clientId, timeMs),
      { kind: 'app-codes-forgotten', clientId },
      { kind: 'app-gone', clientId },
      audited(actor, timeMs, { action: 'delete-app', target: clientId, details: { name } }),
    ],
  };
}

/** Nobody is signed in with the app any more, and it wakes no browser. That may be everyone: nobody is asked for. */
function signedOut(clientId: ClientId, endedMs: number): Effect[] {
  return [
    { kind: 'app-sessions-ended', clientId, endedMs },
    { kind: 'app-devices-forgotten', clientId },
  ];
}

/** The app, once it is known that the actor may change it. */
function* requireApp({ actor, clientId }: AppCommand): Asking<App> {
  yield* requirePermission(actor, 'AccountAdministration');
  const app = yield* ask({ kind: 'app', clientId });
  if (!app) throw new DomainError({ code: 'unknown-resource', parameter: 'clientId' });
  if (app.isFirstParty) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'clientId', subject: "Beckon's own web app" });
  }
  return app;
}

function detailsOf({ name, secretHash, grants, redirectUris, scopes, rateLimits = {} }: App) {
  return { name, isPublic: secretHash === null, grants, redirectUris, scopes, rateLimits };
}

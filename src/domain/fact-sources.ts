/** What each fact is answered from: which effects (`effect-meanings.ts`) may make its answer another. */

import type { Effect } from './effect.ts';
import { meanings, type Piece } from './effect-meanings.ts';
import type { FactRequest } from './fact.ts';

/**
 * Only what takes numbers waits for whatever took some before. The time of an account is the same for all that is decided
 * at one moment, so that what merely asks for it waits for nothing. A fact that is not among them does not compile.
 */
export const sources = {
  now: ['account'],
  take: ['account', 'sequence'],

  extension: ['extension'],
  'extension-by-number': ['extension'],
  'people-by-email': ['extension'],
  'free-number': ['extension'],
  'active-administrators': ['extension'],
  'default-role': ['default-role'],
  'department-members': ['membership', 'extension'],
  'memberships-of': ['membership'],
  'is-manager': ['manager'],
  'is-any-manager': ['manager'],
  'managers-of': ['manager'],
  presence: ['presence'],

  app: ['app'],
  'app-count': ['app'],
  session: ['session'],
  'living-sessions': ['session'],
  token: ['token'],
  credential: ['credential'],
  'credential-count': ['credential'],
  password: ['password'],
  invitation: ['invitation'],
  'authorization-code': ['code'],

  audience: ['audience'],
  conversation: ['conversation'],
  copy: ['copy'],
  'alive-copies': ['copy'],
  message: ['copy', 'page'],
  'idempotent-send': ['sent-key'],

  // Browsers end with the session that they rest on.
  subscription: ['subscription', 'session'],
  'subscriptions-of': ['subscription', 'session'],
  'devices-of': ['subscription', 'session'],
  'subscription-of-connection': ['subscription', 'session'],
  'expired-subscriptions': ['subscription', 'session'],
  'logged-delivery': ['delivery'],
  'has-waiting-delivery': ['delivery'],
  'deliveries-since': ['delivery'],
  'stale-deliveries': ['delivery'],

  'retention-state': ['settings', 'sweep'],
  'due-copies': ['copy'],
  'waiting-copies': ['copy'],
  'pages-keeping': ['page', 'copy', 'hold'],
  'unerased-pages': ['page', 'copy'],
  'untouched-copies': ['page', 'copy'],
  'sent-copies': ['page', 'copy'],
  'unpurged-copies': ['copy'],
  'changed-mailboxes': ['extension', 'copy'],
  'surplus-copies': ['copy'],
  hold: ['hold'],
  'hold-on-person': ['hold', 'conversation', 'page', 'membership'],
  'open-erasure': ['erasure'],
  leftovers: ['token', 'session', 'sent-key', 'subscription'],
  report: ['report'],
  'open-reports': ['report'],

  // Leases are written by no effect.
  'lease-epoch': [],
  'dead-owners': ['subscription'],
} as const satisfies Record<FactRequest['kind'], readonly Piece[]>;

const kinds = Object.keys(sources) as FactRequest['kind'][];

/** For each effect, the facts that it may make others. */
export const factsChangedBy: ReadonlyMap<Effect['kind'], ReadonlySet<FactRequest['kind']>> = new Map(
  Object.entries(meanings).map(([effect, { changes }]) => {
    const changed = new Set<Piece>(changes);
    return [
      effect as Effect['kind'],
      new Set(kinds.filter((kind) => sources[kind].some((piece) => changed.has(piece)))),
    ];
  }),
);

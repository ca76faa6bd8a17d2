/** What each effect changes, what it ends and whether anyone is told: the one place that says so. */

import type { Effect } from './effect.ts';

/** What a company consists of, in the pieces that facts are answered from. */
export type Piece =
  // No effect moves the sequence on: a decision that changes something has used up what it took.
  | ('account' | 'sequence' | 'default-role')
  | ('extension' | 'membership' | 'manager' | 'presence')
  | ('app' | 'session' | 'token' | 'credential' | 'password' | 'invitation' | 'code')
  | ('audience' | 'conversation' | 'page' | 'copy' | 'sent-key')
  | ('subscription' | 'delivery')
  | ('settings' | 'hold' | 'erasure' | 'sweep' | 'report' | 'audit' | 'clock');

export interface Meaning {
  /** What may be another afterwards than it was before. */
  readonly changes: readonly Piece[];
  /** Whether others look what became different. What keeping them informed writes itself, nobody is told of. */
  readonly tells: boolean;
  /** Sessions may be over afterwards. */
  readonly endsSessions?: true;
  /** Whoever delivers for subscriptions reads them again. With a session all that rests on it ends. */
  readonly changesSubscriptions?: true;
}

const told = (...changes: Piece[]): Meaning => ({ changes, tells: true });
const untold = (...changes: Piece[]): Meaning => ({ changes, tells: false });
const ending: Meaning = { ...told('session'), endsSessions: true, changesSubscriptions: true };
const subscribing = (...changes: Piece[]): Meaning => ({ ...told(...changes), changesSubscriptions: true });

/** An effect that is not among them does not compile. */
export const meanings = {
  'account-founded': told('account', 'sequence', 'default-role'),
  'default-role-set': told('default-role'),
  'extension-put': told('extension'),
  'member-joined': told('membership'),
  'member-left': told('membership'),
  'department-emptied': told('membership'),
  'presence-put': told('presence'),
  'presence-gone': told('presence'),
  'managers-set': told('manager'),
  'manager-dismissed': told('manager'),

  'app-put': told('app'),
  'app-gone': told('app'),
  'app-codes-forgotten': told('code'),
  'app-sessions-ended': ending,
  'credential-added': told('credential'),
  'credential-revoked': told('credential'),
  'credentials-revoked': told('credential'),
  'password-put': told('password'),
  'password-gone': told('password'),
  'invitation-put': told('invitation'),
  'invitation-gone': told('invitation'),
  'code-put': told('code'),
  'codes-forgotten': told('code'),
  'session-opened': told('session'),
  'session-renewed': told('session'),
  'session-ended': ending,
  'sessions-forgotten': told('session', 'token'),
  'session-forgotten': told('session'),
  'token-issued': told('token'),
  'token-replaced': told('token'),
  'token-used': untold('token'),
  'token-forgotten': told('token'),
  'tokens-expired': told('token'),
  'access-tokens-ended': told('token'),

  'audience-added': told('audience'),
  'conversation-added': told('conversation'),
  'participant-changed': told('conversation', 'copy'),
  'page-added': told('page', 'copy'),
  'copy-changed': told('copy'),
  'copy-purged': told('copy', 'page'),
  'copy-waits': told('copy'),
  'copy-gone': told('copy'),
  'copy-removed': told('copy', 'page'),
  'page-erased': told('page'),
  'page-removed': told('page'),
  'send-remembered': told('sent-key'),
  'send-forgotten': told('sent-key'),

  'subscription-put': subscribing('subscription'),
  'subscription-deleted': subscribing('subscription', 'delivery'),
  'connections-dropped': subscribing('subscription'),
  'app-devices-forgotten': subscribing('subscription', 'delivery'),
  'devices-forgotten': subscribing('subscription', 'delivery'),
  'subscription-told': untold('subscription'),
  'delivery-put': untold('delivery'),
  'delivery-forgotten': untold('delivery'),
  'deliveries-failed': told('delivery'),
  'deliveries-requeued': subscribing('delivery'),
  'deliveries-erased': told('delivery'),

  'retention-settings-put': told('settings'),
  'retention-reached': told('sweep'),
  'recheck-reached': told('sweep'),
  'hold-put': told('hold'),
  'erasure-put': told('erasure'),
  'report-put': told('report'),
  'report-removed': told('report'),
  'audit-recorded': untold('audit'),
  'clock-accepted': told('clock'),
} as const satisfies Record<Effect['kind'], Meaning>;

/** What a session's state (`SessionState`) is answered from. */
const standingPieces: ReadonlySet<Piece> = new Set(['session', 'token', 'extension', 'manager', 'app']);
/** Whoever was nobody may be somebody afterwards; of anybody else the same is true as before. */
const onlyAdding: ReadonlySet<string> = new Set(['session-opened', 'session-renewed', 'token-issued', 'token-used']);

/** The effects after which something else may be true of a session that lives, or of a token: it is asked anew. */
export const standingChanges: ReadonlySet<Effect['kind']> = new Set(
  (Object.keys(meanings) as Effect['kind'][]).filter(
    (kind) => !onlyAdding.has(kind) && meanings[kind].changes.some((piece) => standingPieces.has(piece)),
  ),
);

export function meaningOf({ kind }: Pick<Effect, 'kind'>): Meaning {
  return meanings[kind];
}

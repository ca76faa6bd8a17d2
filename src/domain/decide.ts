/** Which rule decides which command, and how a decision is run: facts in, an answer and its effects out. Pure. */

import type { Moment } from './clock.ts';
import type { Command, OutcomeOf } from './command.ts';
import type { Decided, Effect } from './effect.ts';
import { DomainError, type Refusal, type Result } from './errors.ts';
import type { Asking, FactRequest } from './fact.ts';
import { acceptClock } from './rules/accept-clock.ts';
import { createApp, deleteApp, rotateAppSecret, updateApp } from './rules/apps.ts';
import { issueCode, useCode } from './rules/authorization-codes.ts';
import { changeMessage, deleteConversations, deleteMessage } from './rules/change-message.ts';
import { changeParticipants } from './rules/change-participants.ts';
import { configureRetention } from './rules/configure-retention.ts';
import { createCredential, revokeCredential } from './rules/credentials.ts';
import { replayDeliveries, resumeSubscription, settleDelivery, stageDeliveries } from './rules/deliveries.ts';
import { changeMembers, setManagers } from './rules/departments.ts';
import { registerDevice, removeDevice } from './rules/devices.ts';
import { requestErasure } from './rules/erasure.ts';
import { advanceReport, beginExport, createReport, downloadReport, removeReport } from './rules/exports.ts';
import { createExtension, deleteExtension, updateExtension } from './rules/extensions.ts';
import { foundAccount } from './rules/found-account.ts';
import { placeHold, releaseHold } from './rules/holds.ts';
import { importPeople } from './rules/import-people.ts';
import { acceptInvitation, changePassword, countFailedSignIn, invite } from './rules/passwords.ts';
import { setPresence } from './rules/presence.ts';
import { markTokenUsed, refreshSession } from './rules/refresh-session.ts';
import { assignRole, setDefaultRole, setRoles } from './rules/roles.ts';
import { sendPage } from './rules/send-page.ts';
import { endOwnSessions, endSession, issueWebsocketToken, openSession } from './rules/sessions.ts';
import {
  createSubscription,
  deleteSubscription,
  dropConnection,
  dropDesertedConnections,
  keepConnection,
  resumeConnection,
  updateSubscription,
} from './rules/subscriptions.ts';
import { sweep } from './rules/sweep.ts';
import { sweepMailboxes } from './rules/sweep-mailboxes.ts';

/** What Beckon does by itself: it dates nothing that people see, and goes on while the clock is not believed. */
const undated: ReadonlySet<Command['kind']> = new Set([
  'advance-report',
  'remove-report',
  'keep-connection',
  'drop-connection',
  'drop-deserted-connections',
  'use-token',
  'stage-deliveries',
  'settle-delivery',
  'sweep',
  'sweep-mailboxes',
]);

/** The decision on a command. The time matters only to an account that has none of its own yet, and if it is not believed. */
export function decide(command: Command, { nowMs, isBelieved }: Moment): Asking<Decided<OutcomeOf<Command>>> {
  if (!isBelieved && !undated.has(command.kind)) return refuse({ code: 'clock-out-of-bounds' });
  switch (command.kind) {
    case 'send-page':
      return sendPage(command);
    case 'change-message':
      return changeMessage(command);
    case 'delete-message':
      return deleteMessage(command);
    case 'delete-conversations':
      return deleteConversations(command);
    case 'change-participants':
      return changeParticipants(command);
    case 'create-extension':
      return createExtension(command);
    case 'update-extension':
      return updateExtension(command);
    case 'delete-extension':
      return deleteExtension(command);
    case 'change-members':
      return changeMembers(command);
    case 'set-managers':
      return setManagers(command);
    case 'import-people':
      return importPeople(command);
    case 'set-presence':
      return setPresence(command);
    case 'set-roles':
      return setRoles(command);
    case 'assign-role':
      return assignRole(command);
    case 'set-default-role':
      return setDefaultRole(command);
    case 'found-account':
      return foundAccount(command, nowMs);
    case 'create-report':
      return createReport(command);
    case 'begin-export':
      return beginExport(command);
    case 'advance-report':
      return advanceReport(command);
    case 'download-report':
      return downloadReport(command);
    case 'remove-report':
      return removeReport(command);
    case 'open-session':
      return openSession(command);
    case 'refresh-session':
      return refreshSession(command);
    case 'use-token':
      return markTokenUsed(command);
    case 'end-session':
      return endSession(command);
    case 'end-own-sessions':
      return endOwnSessions(command);
    case 'issue-code':
      return issueCode(command);
    case 'use-code':
      return useCode(command);
    case 'issue-websocket-token':
      return issueWebsocketToken(command);
    case 'count-failed-sign-in':
      return countFailedSignIn(command);
    case 'change-password':
      return changePassword(command);
    case 'invite':
      return invite(command);
    case 'accept-invitation':
      return acceptInvitation(command);
    case 'create-credential':
      return createCredential(command);
    case 'revoke-credential':
      return revokeCredential(command);
    case 'create-subscription':
      return createSubscription(command);
    case 'update-subscription':
      return updateSubscription(command);
    case 'delete-subscription':
      return deleteSubscription(command);
    case 'resume-connection':
      return resumeConnection(command);
    case 'keep-connection':
      return keepConnection(command);
    case 'drop-connection':
      return dropConnection(command);
    case 'drop-deserted-connections':
      return dropDesertedConnections();
    case 'stage-deliveries':
      return stageDeliveries(command);
    case 'settle-delivery':
      return settleDelivery(command);
    case 'replay-deliveries':
      return replayDeliveries(command);
    case 'resume-subscription':
      return resumeSubscription(command);
    case 'register-device':
      return registerDevice(command);
    case 'remove-device':
      return removeDevice(command);
    case 'create-app':
      return createApp(command);
    case 'update-app':
      return updateApp(command);
    case 'rotate-app-secret':
      return rotateAppSecret(command);
    case 'delete-app':
      return deleteApp(command);
    case 'configure-retention':
      return configureRetention(command);
    case 'place-hold':
      return placeHold(command);
    case 'release-hold':
      return releaseHold(command);
    case 'request-erasure':
      return requestErasure(command);
    case 'sweep':
      return sweep(command);
    case 'sweep-mailboxes':
      return sweepMailboxes(command);
    case 'accept-clock':
      return acceptClock(command);
  }
}

// biome-ignore lint/correctness/useYield: a refusal asks for nothing.
function* refuse(refusal: Refusal): Asking<never> {
  throw new DomainError(refusal);
}

export interface Verdict {
  readonly result: Result<OutcomeOf<Command>>;
  /** Empty when the command is refused. */
  readonly effects: readonly Effect[];
  /** How many numbers of the account's sequence are used up; none by a decision without effects. */
  readonly taken: number;
}

/**
 * Runs a decision to its end, each fact answered by `gather`. A refusal is an answer; any other error passes through, and
 * so does that a question follows the taking of numbers.
 */
export function runDecision(
  decision: Asking<Decided<OutcomeOf<Command>>>,
  gather: (request: FactRequest) => unknown,
): Verdict {
  try {
    let taken: number | undefined;
    let step = decision.next();
    while (!step.done) {
      if (taken !== undefined) throw new Error('a decision asked for more after it had taken numbers');
      taken = takenIn(step.value);
      step = decision.next(step.value.map(gather));
    }
    const { value, effects } = step.value;
    return { result: { ok: true, value }, effects, taken: effects.length === 0 ? 0 : (taken ?? 0) };
  } catch (error) {
    if (error instanceof DomainError) return { result: { ok: false, refusal: error.refusal }, effects: [], taken: 0 };
    throw error;
  }
}

/** Undefined when no numbers are asked for in a round of questions. */
function takenIn(requests: readonly FactRequest[]): number | undefined {
  let taken: number | undefined;
  for (const request of requests) {
    if (taken !== undefined) throw new Error('a decision asked for more beside the numbers that it took');
    if (request.kind === 'take') taken = request.count;
  }
  return taken;
}

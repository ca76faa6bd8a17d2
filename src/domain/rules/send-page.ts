/** Sends a page, new or as a reply, to everyone it is addressed to; or refuses it whole. */

import type { Block } from '../block.ts';
import type { OutcomeOf } from '../command.ts';
import type { SendPage } from '../commands/messages.ts';
import type { Conversation } from '../conversation.ts';
import type { Decided, Effect } from '../effect.ts';
import type { KeptPage } from '../effects/messages.ts';
import { DomainError } from '../errors.ts';
import { compareByNumber, type Extension, isActive, isDepartment } from '../extension.ts';
import { type Asking, ask, take } from '../fact.ts';
import { maxWrittenAgoMs } from '../idempotency.ts';
import { type AudienceId, type ConversationId, type ExtensionId, type MessageId, noAudience } from '../ids.ts';
import { type Copy, lateMs, maxTextUnits, type Party } from '../message.ts';
import { requireActor } from './actor.ts';
import { earlierSend, rememberedSend } from './idempotent-send.ts';
import { requireNow } from './now.ts';
import { partyFrom, type Reach, reachOf } from './reach.ts';
import { requireReceivers, resolveRecipients } from './recipients.ts';
import { requireOwnName } from './sender.ts';
import { addresseesBut, requireInsiders, requireThread } from './thread.ts';

export function* sendPage(command: SendPage): Asking<Decided<OutcomeOf<SendPage>>> {
  const sender = yield* requireActor(command.actor);
  const { timeMs, sureMs } = yield* requireNow();
  const earlier = command.idempotency && (yield* earlierSend(sender.extensionId, command.idempotency, sureMs));
  if (earlier) return { value: earlier, effects: [] };
  requireRecent(command);
  yield* requireOwnName(command, sender);
  requireText(command.text);
  requireCount(command);

  const { replyOn, maxThreadAgeMs } = command;
  const thread =
    replyOn === undefined ? undefined : yield* requireThread(sender.extensionId, { replyOn, maxThreadAgeMs, timeMs });
  const addressees = yield* addresseesOf(command, sender, thread);
  const reach = yield* reachOf(sender.extensionId, addressees);
  const inboundIds = inboundIdsOf(command, sender, addressees, reach);

  const departmentIds = thread?.departmentIds ?? departmentIdsOf(addressees);
  // Departments that were never addressed together need a number for their audience.
  const known =
    thread?.audienceId ?? (departmentIds.length === 0 ? noAudience : yield* ask({ kind: 'audience', departmentIds }));
  const blockSize = 1 + inboundIds.length;
  const block = yield* take(blockSize + (known === undefined ? 1 : 0));
  const pageId = block.first as number as MessageId;
  const audienceId = known ?? (block.at(blockSize) as number as AudienceId);
  const conversation =
    thread ?? newConversation({ pageId, sender, addressees, reach, audienceId, departmentIds, timeMs });
  const page: KeptPage = {
    accountId: command.accountId,
    pageId,
    conversationId: conversation.conversationId,
    from: partyFrom(sender),
    to: partiesListed(sender, addressees),
    isToDepartment: addressees.some((one) => isDepartment(one) && isActive(one)),
    // Half a character, as a careless cut leaves it, cannot be kept; the rest of the page is worth having.
    text: command.text.toWellFormed(),
    createdMs: timeMs,
    ...writtenBefore(command, timeMs),
    blockSize,
    reachedIds: inboundIds,
    skipped: reach.skipped,
  };
  const copies = copiesOf(page, conversation, block);
  const begun: Effect[] = thread ? [] : [{ kind: 'conversation-added', conversation }];
  return {
    value: { page, copy: copies[0] as Copy },
    effects: [
      ...(known === undefined ? [{ kind: 'audience-added', audienceId, departmentIds } as const] : []),
      ...begun,
      { kind: 'page-added', page, copies },
      ...rememberedSend(command, page, sureMs),
    ],
  };
}

/** Its key could be forgotten by now, and the page be sent a second time. */
function requireRecent({ writtenAgoMs = 0 }: SendPage): void {
  if (writtenAgoMs > maxWrittenAgoMs) throw new DomainError({ code: 'written-too-long-ago', parameter: 'writtenAgo' });
}

function writtenBefore({ writtenAgoMs = 0 }: SendPage, nowMs: number): Pick<KeptPage, 'writtenMs'> {
  return writtenAgoMs < lateMs ? {} : { writtenMs: nowMs - writtenAgoMs };
}

function requireText(text: string): void {
  if (text.trim() === '' || text.includes('\0'))
    throw new DomainError({ code: 'invalid-parameter', parameter: 'text' });
  if (text.length > maxTextUnits) throw new DomainError({ code: 'text-too-long', parameter: 'text' });
}

function requireCount({ to, replyOn, maxRecipients }: SendPage): void {
  if ((to.length === 0 && replyOn === undefined) || to.length > maxRecipients) {
    throw new DomainError({ code: 'invalid-parameter', parameter: 'to' });
  }
}

function* addresseesOf(command: SendPage, sender: Extension, thread: Conversation | undefined): Asking<Extension[]> {
  if (thread && command.to.length === 0) {
    // The inactive stay among them, so that the page's report can say that they were skipped.
    return yield* addresseesBut(sender.extensionId, thread);
  }
  const named = yield* resolveRecipients(command.to);
  if (thread) yield* requireInsiders(thread, named);
  requireReceivers(named);
  return named;
}

/** Everyone who gets an Inbound copy. The sender gets one only when paging no one but themselves. */
function inboundIdsOf(
  command: SendPage,
  sender: Extension,
  addressees: readonly Extension[],
  reach: Reach,
): readonly ExtensionId[] {
  if (reach.reachedIds.length > 0) return reach.reachedIds;
  if (addressees.some(({ extensionId }) => extensionId === sender.extensionId)) return [sender.extensionId];
  throw new DomainError(
    command.to.length === 0
      ? { code: 'recipient-inactive', parameter: 'to' }
      : { code: 'no-department-members', parameter: 'to' },
  );
}

/**
 * The parties that every copy shows: those who can be reached, and among several of them the sender as well. Between
 * two it is the other alone, even if the sender is named too: clients reply to everyone they saw, themselves included,
 * and take two parties for a group. (WIRE contract, sections 1 and 2.9.)
 */
function partiesListed(sender: Extension, addressees: readonly Extension[]): Party[] {
  const reachable = addressees.filter(isActive);
  const others = reachable.filter(({ extensionId }) => extensionId !== sender.extensionId);
  const listed = others.length >= 2 ? [...others, sender] : others.length === 1 ? others : reachable;
  return listed.toSorted(compareByNumber).map(partyFrom);
}

function departmentIdsOf(addressees: readonly Extension[]): ExtensionId[] {
  return addressees
    .filter(isDepartment)
    .map(({ extensionId }) => extensionId)
    .sort((a, b) => a - b);
}

interface NewThread {
  readonly pageId: MessageId;
  readonly sender: Extension;
  readonly addressees: readonly Extension[];
  readonly reach: Reach;
  readonly audienceId: AudienceId;
  readonly departmentIds: readonly ExtensionId[];
  readonly timeMs: number;
}

/**
 * The thread a page begins. Whoever is named is on its explicit list, and so is the originator, unless they belong to
 * an addressed Department: then they stay only as long as they belong.
 */
function newConversation({
  pageId,
  sender,
  addressees,
  reach,
  audienceId,
  departmentIds,
  timeMs,
}: NewThread): Conversation {
  const explicitIds = new Set(addressees.filter((one) => !isDepartment(one)).map(({ extensionId }) => extensionId));
  if (!reach.isSenderMember) explicitIds.add(sender.extensionId);
  return {
    conversationId: pageId as number as ConversationId,
    originatorId: sender.extensionId,
    explicitIds: [...explicitIds].sort((a, b) => a - b),
    audienceId,
    departmentIds,
    startedMs: timeMs,
  };
}

/** The sender's Outbound copy and everyone's Inbound one, with ids in one block that starts with the page's own. */
function copiesOf(page: KeptPage, conversation: Conversation, block: Block): Copy[] {
  const explicitIds = new Set(conversation.explicitIds);
  return [page.from.extensionId, ...page.reachedIds].map((extensionId, index) => ({
    extensionId,
    copyId: block.at(index) as number as MessageId,
    pageId: page.pageId,
    conversationId: page.conversationId,
    direction: index === 0 ? 'Outbound' : 'Inbound',
    isRead: false,
    availability: 'Alive',
    isExplicit: explicitIds.has(extensionId),
    audienceId: conversation.audienceId,
    modifiedSeq: null,
    lastModifiedMs: page.createdMs,
    enteredMs: null,
  }));
}

/** Puts messages together into conversations, the one with the newest message first. Pure. */

import type { MessageJson, Party } from '../api/shapes.ts';

export interface ConversationSummary {
  readonly conversationId: number;
  /** Oldest first. */
  readonly messages: readonly MessageJson[];
  readonly newest: MessageJson;
  readonly unreadCount: number;
  /** Everyone its pages name but the mailbox's owner; the owner alone if there is nobody else. */
  readonly others: readonly Party[];
}

/** Those in `known` that are still the same stay the same objects, so that nothing is drawn anew for them. */
export function conversationsOf(
  messages: Iterable<MessageJson>,
  myNumber: string,
  known: ReadonlyMap<number, ConversationSummary> = new Map(),
): ConversationSummary[] {
  const groups = new Map<number, MessageJson[]>();
  for (const message of messages) {
    const group = groups.get(message.conversationId);
    if (group) group.push(message);
    else groups.set(message.conversationId, [message]);
  }
  const summaries = [...groups].map(([conversationId, group]) => {
    group.sort((a, b) => a.id - b.id);
    const before = known.get(conversationId);
    const isSame = before?.messages.length === group.length && group.every((one, n) => one === before.messages[n]);
    return before && isSame ? before : summaryOf(group, myNumber);
  });
  return summaries.sort((a, b) => b.newest.id - a.newest.id);
}

/** `messages` are oldest first. */
function summaryOf(messages: readonly MessageJson[], myNumber: string): ConversationSummary {
  const newest = messages.at(-1) as MessageJson;
  return {
    conversationId: newest.conversationId,
    messages,
    newest,
    unreadCount: messages.filter(isUnread).length,
    others: othersOf(messages, myNumber),
  };
}

/** What its owner sent is never unread to them. */
export function isUnread({ direction, readStatus }: MessageJson): boolean {
  return direction === 'Inbound' && readStatus === 'Unread';
}

function othersOf(messages: readonly MessageJson[], myNumber: string): Party[] {
  const parties = new Map<string, Party>();
  for (const { from, to } of messages) for (const party of [...to, from]) parties.set(party.extensionNumber, party);
  const everyone = [...parties.values()].sort((a, b) => Number(a.extensionNumber) - Number(b.extensionNumber));
  const others = everyone.filter(({ extensionNumber }) => extensionNumber !== myNumber);
  return others.length > 0 ? others : everyone;
}

/** Whose face stands for a conversation: who wrote its newest page, or to whom its owner wrote it. */
export function faceOf({ newest, others }: ConversationSummary): Party {
  const { direction, from, to } = newest;
  if (direction === 'Inbound') return from;
  return to.find((party) => others.some((other) => other.extensionNumber === party.extensionNumber)) ?? from;
}

export function nameOf({ name, extensionNumber }: Party): string {
  return name ?? extensionNumber;
}

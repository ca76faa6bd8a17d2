/** What a push carries: who paged, how the page begins, and where it is. Small enough for every push service. */

import type { Message } from '../domain/message.ts';

/** One conversation in which there are new pages; of them the newest is shown. */
export interface PushedConversation {
  readonly messageId: number;
  readonly conversationId: number;
  readonly sender: string;
  readonly text: string;
  /** How many pages of it are told of at once. */
  readonly count: number;
}

/** Push services take 4,096 bytes, of which encrypting takes 103; some routes are said to take less. */
const maxBytes = 3000;
const maxConversations = 5;
const maxTextLetters = 160;
const maxNameLetters = 60;

/** The newest conversations come first; those for which there is no room are left to the app. */
export function pagesPush(messages: readonly Message[], unreadCount: number): string {
  const newestFirst = messages.toSorted((a, b) => b.copy.copyId - a.copy.copyId);
  const groups = Map.groupBy(newestFirst, ({ copy }) => copy.conversationId);
  const pages = [...groups.values()].slice(0, maxConversations).map(pushedFrom);
  const json = (count: number) => JSON.stringify({ kind: 'pages', pages: pages.slice(0, count), unreadCount });
  let count = pages.length;
  while (count > 1 && Buffer.byteLength(json(count)) > maxBytes) count -= 1;
  return json(count);
}

export const testMessage = JSON.stringify({ kind: 'test' });

function pushedFrom(group: readonly Message[]): PushedConversation {
  const { copy, page } = group[0] as Message;
  return {
    messageId: copy.copyId,
    conversationId: copy.conversationId,
    sender: beginning(page.from.name || page.from.extensionNumber, maxNameLetters),
    text: beginning(page.text, maxTextLetters),
    count: group.length,
  };
}

/** Cut between whole characters. */
function beginning(text: string, maxLetters: number): string {
  const letters = [...text];
  return letters.length <= maxLetters
    ? text
    : `${letters
        .slice(0, maxLetters - 1)
        .join('')
        .trimEnd()}…`;
}

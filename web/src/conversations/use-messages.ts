/** Messages that the server lists by some query, a stretch at a time. */

import type { MessageJson } from '../api/shapes.ts';
import { goneRounds, sendChanges } from '../mailbox/own-mailbox.ts';
import { mailboxPath } from '../session/client.ts';
import { type Pages, usePages } from '../session/use-pages.ts';

const idOf = ({ id }: MessageJson) => id;
// What was just deleted here belongs in the answer.
const before = () => sendChanges().catch(() => undefined);

/** Read anew when something was deleted, here or elsewhere: it comes into such a list, or leaves it. */
export function useMessages(query: Readonly<Record<string, string>>): Pages<MessageJson> {
  const whole = { dateFrom: '2000-01-01T00:00:00.000Z', ...query };
  return usePages(`${mailboxPath}/message-store`, whole, idOf, { before, version: goneRounds.value });
}

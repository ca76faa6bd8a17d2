/** Messages that the server lists by some query, a stretch at a time. */

import { mailboxPath } from '../api/client.ts';
import type { MessageJson } from '../api/shapes.ts';
import { type Pages, usePages } from '../api/use-pages.ts';
import { sendChanges } from './changes.ts';

const idOf = ({ id }: MessageJson) => id;
// What was just deleted here belongs in the answer.
const options = { before: () => sendChanges().catch(() => undefined) };

export function useMessages(query: Readonly<Record<string, string>>): Pages<MessageJson> {
  const whole = { dateFrom: '2000-01-01T00:00:00.000Z', ...query };
  return usePages(`${mailboxPath}/message-store`, whole, idOf, options);
}

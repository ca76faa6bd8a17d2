/** Leads whoever clicked a notification to its conversation: in a window that is open, or in a new one. */

import { appPath } from '../browser/address.ts';
import type { NotificationTarget } from '../browser/notification-target.ts';
import type { FromWorker } from '../push/worker-messages.ts';
import { worker } from './scope.ts';

export async function openConversation({ conversationId }: NotificationTarget): Promise<void> {
  const path = conversationId === undefined ? appPath : `${appPath}conversations/${conversationId}`;
  const windows = await worker.clients.matchAll({ type: 'window' });
  // The sign-in page is a window of ours too, but there is no app in it that could go anywhere.
  const [window] = windows
    .filter(({ url }) => new URL(url).pathname.startsWith(appPath))
    .toSorted((a, b) => Number(b.focused) - Number(a.focused));
  if (!window) {
    await worker.clients.openWindow(path);
    return;
  }
  if (conversationId !== undefined) window.postMessage({ kind: 'open', conversationId } satisfies FromWorker);
  // A browser may refuse to bring it to the front; it shows the conversation all the same.
  await window.focus().catch(() => undefined);
}

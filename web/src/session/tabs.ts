/** Tells the other tabs of this browser what they cannot see by themselves. */

import { ownName } from '../api/address.ts';

export type TabNews = 'session-began' | 'session-ended' | 'outbox-changed' | 'drafts-changed';

const channel = new BroadcastChannel(ownName('beckon'));

export function tellTabs(news: TabNews): void {
  channel.postMessage(news);
}

/** Hears what other tabs tell, never what this one does, until the answer is called. */
export function hearTabs(wanted: TabNews, act: () => void): () => void {
  const hear = ({ data }: MessageEvent<TabNews>) => {
    if (data === wanted) act();
  };
  channel.addEventListener('message', hear);
  return () => channel.removeEventListener('message', hear);
}

/** Tells the other tabs of this browser what they cannot see by themselves. */

import { ownName } from '../api/address.ts';
import type { Tabs } from '../ports.ts';
import type { TabNews } from '../tab-news.ts';

const channel = new BroadcastChannel(ownName('beckon'));

export const browserTabs: Tabs = {
  tell(news) {
    // As tabs that run an older build of the app tell it, and understand it.
    channel.postMessage(Object.keys(news).length === 1 ? news.kind : news);
  },
  hear(kind, act) {
    const hear = ({ data }: MessageEvent<TabNews | TabNews['kind']>) => {
      const news = (typeof data === 'string' ? { kind: data } : data) as TabNews;
      if (news.kind === kind) act(news as Parameters<typeof act>[0]);
    };
    channel.addEventListener('message', hear);
    return () => channel.removeEventListener('message', hear);
  },
};

export function tellTabs(kind: Exclude<TabNews['kind'], 'copy' | 'condition'>): void {
  browserTabs.tell({ kind } as TabNews);
}

/** Hears what other tabs tell, never what this one does, until the answer is called. */
export function hearTabs(wanted: TabNews['kind'], act: () => void): () => void {
  return browserTabs.hear(wanted, act);
}

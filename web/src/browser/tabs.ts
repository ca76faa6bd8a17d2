/** Tells the other tabs of this browser what they cannot see by themselves. */

import { ownName } from './address.ts';
import type { Tabs } from './ports.ts';

const channel = new BroadcastChannel(ownName('beckon'));

/** All share one channel: a kind of news belongs to one room. */
export function openTabs<News extends { readonly kind: string }>(): Tabs<News> {
  return {
    tell(news) {
      // As tabs that run an older build of the app tell it, and understand it.
      channel.postMessage(Object.keys(news).length === 1 ? news.kind : news);
    },
    hear(kind, act) {
      const hear = ({ data }: MessageEvent<News | News['kind']>) => {
        const news = (typeof data === 'string' ? { kind: data } : data) as News;
        if (news.kind === kind) act(news as Parameters<typeof act>[0]);
      };
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
  };
}

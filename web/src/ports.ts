/** What the inside of the app needs of its surroundings: a browser has it, and tests bring their own. */

import type { IDBPDatabase } from 'idb';
import type { Ask } from './api/create-client.ts';
import type { LocalSchema } from './session/local-schema.ts';
import type { TabNews } from './tab-news.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Acts later, unless the answer is called before. */
  after(ms: number, act: () => void): () => void;
}

/** As `navigator.locks`: whoever holds a name keeps every other tab waiting for it. */
export interface Locks {
  request<T>(name: string, options: { readonly signal?: AbortSignal }, act: () => Promise<T>): Promise<T>;
}

export interface Tabs {
  /** Tells the other tabs of this browser, never this one. */
  tell(news: TabNews): void;
  /** Until the answer is called. */
  hear<K extends TabNews['kind']>(kind: K, act: (news: Extract<TabNews, { kind: K }>) => void): () => void;
}

export type Call = <T>(path: string, ask?: Ask) => Promise<T>;
export type OpenDatabase = () => Promise<IDBPDatabase<LocalSchema>>;
/** Whose mailbox this is; undefined when nobody is signed in. */
export type OwnerOf = () => string | undefined;

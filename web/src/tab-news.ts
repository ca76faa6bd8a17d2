/** What the tabs of a browser tell one another. */

import type { Connection } from './live/create-live.ts';
import type { CopyNews } from './mailbox/copy-news.ts';

export interface Condition {
  readonly connection: Connection;
  /** Why the copy is not up to date, if it is not. */
  readonly staleReason: string | undefined;
}

export type TabNews =
  | { readonly kind: 'session-began' | 'session-ended' | 'outbox-changed' | 'drafts-changed' }
  /** Everyone who can be paged was read anew, and is kept. */
  | { readonly kind: 'directory-read' }
  /** Someone looks, or something waits: whoever keeps the mailbox up to date is to see to it. */
  | { readonly kind: 'look' }
  /** How well whoever keeps the mailbox up to date manages to. */
  | ({ readonly kind: 'condition' } & Condition)
  /** What was written to the copy of the mailbox, for the tabs that show it. */
  | ({ readonly kind: 'copy' } & CopyNews);

/** What the tabs of a browser tell one another of a mailbox. */

import type { Connection } from '../live/create-live.ts';
import type { CopyNews } from './copy-news.ts';

export interface Condition {
  readonly connection: Connection;
  /** Why the copy is not up to date, if it is not. */
  readonly staleReason: string | undefined;
}

export type MailboxNews =
  | { readonly kind: 'outbox-changed' | 'drafts-changed' }
  /** Someone looks, or something waits: whoever keeps the mailbox up to date is to see to it. */
  | { readonly kind: 'look' }
  /** How well whoever keeps the mailbox up to date manages to. */
  | ({ readonly kind: 'condition' } & Condition)
  /** What was written to the copy of the mailbox, for the tabs that show it. */
  | ({ readonly kind: 'copy' } & CopyNews);

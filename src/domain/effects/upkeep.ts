/** What decisions do to the life of messages: settings, holds, erasure, and what leaves the disk. */

import type { Erasure } from '../erasure.ts';
import type { CopyKey } from '../facts/upkeep.ts';
import type { Hold } from '../hold.ts';
import type { ExtensionId, MessageId, SessionId } from '../ids.ts';
import type { RetentionSettings } from '../retention.ts';

export type UpkeepEffect =
  | { readonly kind: 'retention-settings-put'; readonly settings: RetentionSettings }
  | { readonly kind: 'retention-reached'; readonly nextId: MessageId }
  | { readonly kind: 'recheck-reached'; readonly afterId: MessageId | null }
  /** The hold as it is from now on. */
  | { readonly kind: 'hold-put'; readonly hold: Hold }
  /** The erasure as it is from now on. */
  | { readonly kind: 'erasure-put'; readonly erasure: Erasure }
  /** The copy goes no further until a hold is released; or it goes on. */
  | { readonly kind: 'copy-waits'; readonly copy: CopyKey; readonly isWaiting: boolean }
  /** From now on only sync tokens know of the copy. */
  | { readonly kind: 'copy-gone'; readonly copy: CopyKey; readonly timeMs: number }
  | { readonly kind: 'copy-removed'; readonly copy: CopyKey }
  /** The page is removed after its last copy. */
  | { readonly kind: 'page-removed'; readonly pageId: MessageId }
  /** Nothing of the text is left on disk. */
  | { readonly kind: 'page-erased'; readonly pageId: MessageId }
  | { readonly kind: 'clock-accepted'; readonly timeMs: number }
  | { readonly kind: 'token-forgotten'; readonly tokenHash: string }
  | { readonly kind: 'session-forgotten'; readonly sessionId: SessionId }
  | { readonly kind: 'send-forgotten'; readonly extensionId: ExtensionId; readonly key: string };

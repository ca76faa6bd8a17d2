/** A thread: the people on its explicit list and the Departments it is addressed to. */

import type { AudienceId, ConversationId, ExtensionId } from './ids.ts';

export interface Conversation {
  readonly conversationId: ConversationId;
  readonly originatorId: ExtensionId;
  readonly explicitIds: readonly ExtensionId[];
  readonly audienceId: AudienceId;
  readonly departmentIds: readonly ExtensionId[];
  /** When its first page was sent. */
  readonly startedMs: number;
}

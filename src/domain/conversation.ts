/** A thread: the people on its explicit list and the Departments it is addressed to. */

import type { AudienceId, ConversationId, ExtensionId } from './ids.ts';

export interface Conversation {
  readonly conversationId: ConversationId;
  readonly originatorId: ExtensionId;
  readonly explicitIds: readonly ExtensionId[];
  readonly audienceId: AudienceId;
  readonly departmentIds: readonly ExtensionId[];
}

/** Whether someone is on the thread's actual list now: by name, or as a member of one of its Departments. */
export function isParticipant(
  conversation: Pick<Conversation, 'explicitIds' | 'departmentIds'>,
  extensionId: ExtensionId,
  currentDepartmentIds: readonly ExtensionId[],
): boolean {
  return (
    conversation.explicitIds.includes(extensionId) ||
    conversation.departmentIds.some((departmentId) => currentDepartmentIds.includes(departmentId))
  );
}

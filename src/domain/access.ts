/** Who may read a thread: the people on its explicit list, and whoever is in one of its Departments now. */

import type { Conversation } from './conversation.ts';
import type { ExtensionId } from './ids.ts';
import type { Copy } from './message.ts';

/** That someone is in a Department now, and since when without a break. */
export interface Membership {
  readonly departmentId: ExtensionId;
  readonly joinedMs: number;
}

/** Whether someone is on the thread's actual list: by name, or as a member of one of its Departments. */
export function isParticipant(
  conversation: Pick<Conversation, 'explicitIds' | 'departmentIds'>,
  extensionId: ExtensionId,
  memberships: readonly Membership[],
): boolean {
  return conversation.explicitIds.includes(extensionId) || memberSinceMs(conversation, memberships) !== undefined;
}

/** Since when someone is in any of the thread's Departments without a break; undefined when in none. */
export function memberSinceMs(
  { departmentIds }: Pick<Conversation, 'departmentIds'>,
  memberships: readonly Membership[],
): number | undefined {
  const times = memberships
    .filter(({ departmentId }) => departmentIds.includes(departmentId))
    .map(({ joinedMs }) => joinedMs);
  return times.length === 0 ? undefined : Math.min(...times);
}

/**
 * The copy as its holder sees it, or undefined if they may not. To someone who came back, what they held before is as
 * new as their return: clients take in a message again only when its time has grown.
 */
export function asReadable(
  copy: Copy,
  conversation: Pick<Conversation, 'departmentIds'> | undefined,
  memberships: readonly Membership[],
): Copy | undefined {
  if (copy.isExplicit) return copy;
  const sinceMs = conversation && memberSinceMs(conversation, memberships);
  if (sinceMs === undefined) return undefined;
  return { ...copy, lastModifiedMs: Math.max(copy.lastModifiedMs, sinceMs) };
}

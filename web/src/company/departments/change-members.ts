/** Adds people to a Department and takes others out, all in one step or none of it. */

import { accountPath, call } from '../../session/client.ts';

export async function changeMembers(
  departmentId: string,
  { addedIds = [], removedIds = [] }: { addedIds?: readonly string[]; removedIds?: readonly string[] },
): Promise<void> {
  await call(`${accountPath}/call-queues/${departmentId}/bulk-assign`, {
    method: 'POST',
    body: { addedExtensionIds: addedIds, removedExtensionIds: removedIds },
  });
}

/** Operations about the company: its account, people and Departments, the directory, presence, and what clients ask of its surroundings. */

import { assignMultipleCallQueueMembers } from '../assign-multiple-call-queue-members.ts';
import { assignMultipleDepartmentMembers } from '../assign-multiple-department-members.ts';
import { importPeople } from '../beckon/import-people.ts';
import { listDepartments } from '../beckon/list-departments.ts';
import { readManagers } from '../beckon/read-managers.ts';
import { setManagers } from '../beckon/set-managers.ts';
import { bulkDeleteUsersV2 } from '../bulk-delete-users.ts';
import { createExtension } from '../create-extension.ts';
import { deleteExtension } from '../delete-extension.ts';
import { listCallQueueMembers } from '../list-call-queue-members.ts';
import { listCallQueues } from '../list-call-queues.ts';
import { listDepartmentMembers } from '../list-department-members.ts';
import { listCountries, listDialingPlans, readCountry } from '../list-dialing-plans.ts';
import { listDirectoryContacts, listDirectoryEntries } from '../list-directory-entries.ts';
import { listExtensionDevices, readExtensionCallerId } from '../list-extension-devices.ts';
import { listExtensions } from '../list-extensions.ts';
import { parsePhoneNumber, parsePhoneNumberV2 } from '../parse-phone-number.ts';
import { readAccountInfo, readAccountInfoV2 } from '../read-account-info.ts';
import { readAccountPresence } from '../read-account-presence.ts';
import { readCallQueueInfo } from '../read-call-queue-info.ts';
import { readDirectoryEntry } from '../read-directory-entry.ts';
import { readExtension } from '../read-extension.ts';
import { readUserPresenceStatus } from '../read-user-presence-status.ts';
import { readScaledProfileImage, readUserProfileImage } from '../read-user-profile-image.ts';
import { searchDirectoryEntries } from '../search-directory-entries.ts';
import type { Operation } from '../shared/operation.ts';
import { updateCallQueueInfo } from '../update-call-queue-info.ts';
import { updateExtension } from '../update-extension.ts';
import { updateUserCallQueues } from '../update-user-call-queues.ts';
import { updateUserPresenceStatus } from '../update-user-presence-status.ts';

export const companyOperations: readonly Operation[] = [
  readAccountInfo,
  readAccountInfoV2,
  listExtensions,
  createExtension,
  readExtension,
  updateExtension,
  deleteExtension,
  bulkDeleteUsersV2,
  updateUserCallQueues,
  listCallQueues,
  readCallQueueInfo,
  updateCallQueueInfo,
  listCallQueueMembers,
  assignMultipleCallQueueMembers,
  listDepartmentMembers,
  assignMultipleDepartmentMembers,
  readManagers,
  setManagers,
  listDepartments,
  importPeople,
  listDirectoryEntries,
  listDirectoryContacts,
  readDirectoryEntry,
  searchDirectoryEntries,
  readUserPresenceStatus,
  readAccountPresence,
  updateUserPresenceStatus,
  listDialingPlans,
  listCountries,
  readCountry,
  readUserProfileImage,
  readScaledProfileImage,
  listExtensionDevices,
  readExtensionCallerId,
  parsePhoneNumber,
  parsePhoneNumberV2,
];

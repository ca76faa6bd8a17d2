/** Operations about roles and permissions: which there are, who has them, and what one may do oneself. */

import { assignMultipleUserRoles } from '../assign-multiple-user-roles.ts';
import { listAssignedRoles } from '../list-assigned-roles.ts';
import { listOfAvailableForAssigningRoles } from '../list-of-available-for-assigning-roles.ts';
import { listPermissionCategories, readPermissionCategory } from '../list-permission-categories.ts';
import { listPermissions, readPermission } from '../list-permissions.ts';
import { listUserAssignedRoles } from '../list-user-assigned-roles.ts';
import { listStandardUserRole, listUserRoles, readStandardUserRole, readUserRole } from '../list-user-roles.ts';
import { checkUserPermission, readAuthorizationProfile } from '../read-authorization-profile.ts';
import { readExtensionFeatures } from '../read-extension-features.ts';
import type { Operation } from '../shared/operation.ts';
import { readDefaultRole, updateDefaultUserRole } from '../update-default-user-role.ts';
import { assignDefaultRole, updateUserAssignedRoles } from '../update-user-assigned-roles.ts';

export const roleOperations: readonly Operation[] = [
  listUserRoles,
  readDefaultRole,
  updateDefaultUserRole,
  readUserRole,
  assignMultipleUserRoles,
  listAssignedRoles,
  listUserAssignedRoles,
  updateUserAssignedRoles,
  assignDefaultRole,
  listOfAvailableForAssigningRoles,
  listPermissions,
  readPermission,
  listPermissionCategories,
  readPermissionCategory,
  listStandardUserRole,
  readStandardUserRole,
  readAuthorizationProfile,
  checkUserPermission,
  readExtensionFeatures,
];

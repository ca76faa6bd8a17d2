/** Every operation that is served. */

import { aboutOperations } from './operations/about.ts';
import { companyOperations } from './operations/company.ts';
import { messageOperations } from './operations/messages.ts';
import { notificationOperations } from './operations/notifications.ts';
import { recordOperations } from './operations/records.ts';
import { roleOperations } from './operations/roles.ts';
import { signInOperations } from './operations/sign-in.ts';
import type { Operation } from './shared/operation.ts';

export const operations: readonly Operation[] = [
  ...messageOperations,
  ...companyOperations,
  ...roleOperations,
  ...recordOperations,
  ...notificationOperations,
  ...signInOperations,
  ...aboutOperations,
];

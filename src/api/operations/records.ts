/** Operations about what is kept for the record: holds, erasure, exports, the audit trail, and how busy the server was. */

import { listExports } from '../beckon/list-exports.ts';
import { listHolds } from '../beckon/list-holds.ts';
import { placeHold } from '../beckon/place-hold.ts';
import { readActivity } from '../beckon/read-activity.ts';
import { readAuditTrail } from '../beckon/read-audit-trail.ts';
import { readErasure } from '../beckon/read-erasure.ts';
import { releaseHold } from '../beckon/release-hold.ts';
import { requestErasure } from '../beckon/request-erasure.ts';
import { verifyAuditTrail } from '../beckon/verify-audit-trail.ts';
import { createMessageStoreReport } from '../create-message-store-report.ts';
import { readMessageStoreReportArchive } from '../read-message-store-report-archive.ts';
import { readMessageStoreReportArchiveContent } from '../read-message-store-report-archive-content.ts';
import { readMessageStoreReportTask } from '../read-message-store-report-task.ts';
import type { Operation } from '../shared/operation.ts';

export const recordOperations: readonly Operation[] = [
  listHolds,
  placeHold,
  releaseHold,
  requestErasure,
  readErasure,
  createMessageStoreReport,
  readMessageStoreReportTask,
  readMessageStoreReportArchive,
  readMessageStoreReportArchiveContent,
  listExports,
  readAuditTrail,
  verifyAuditTrail,
  readActivity,
];

/** What decisions may ask about exports. */

import type { Report } from '../export.ts';

export interface ExportFacts {
  report: { ask: { taskId: string }; fact: Report | undefined };
  /** How many of the account's reports are not finished. */
  'open-reports': { ask: object; fact: number };
}

/** What decisions do to reports. */

import type { Report } from '../export.ts';

export type ExportEffect =
  /** The report as it is from now on, new or not. */
  | { readonly kind: 'report-put'; readonly report: Report }
  | { readonly kind: 'report-removed'; readonly taskId: string };

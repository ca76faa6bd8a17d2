/** Why something did not work, in a sentence for people. */

import { t } from '../text/catalogue.ts';
import { ApiError, NetworkError } from './client.ts';

export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  return error instanceof NetworkError ? t('error.network') : t('error.unexpected', { reason: String(error) });
}

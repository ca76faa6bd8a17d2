/** Why something did not work, in a sentence for people. */

import { type Key, t } from '../text/catalogue.ts';
import { ApiError, NetworkError } from './client.ts';

/** What people meet while paging, by the code of the answer. Anything else is said in the server's own words. */
const known: Readonly<Record<string, Key>> = {
  'MSG-316': 'reason.noMembers',
  'MSG-324': 'reason.recipientInactive',
  'MSG-325': 'reason.threadClosed',
  'MSG-326': 'reason.notOnList',
  'MSG-338': 'reason.tooLong',
  'CMN-201': 'reason.busy',
  'CMN-301': 'reason.busy',
};

export function reasonOf(error: unknown): string {
  if (error instanceof NetworkError) return t('error.network');
  if (!(error instanceof ApiError)) return t('error.unexpected', { reason: String(error) });
  const key = known[error.code];
  return key ? t(key) : error.message;
}

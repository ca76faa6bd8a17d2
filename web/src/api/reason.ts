/** Why something did not work, in a sentence for people. */

import { isolated } from '../../../src/wire/isolate.ts';
import { type Key, t } from '../text/catalogue.ts';
import { ApiError, NetworkError } from './refusals.ts';

export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) return plainly(error) ?? isolated(error.message);
  return error instanceof NetworkError ? t('error.network') : t('error.unexpected', { reason: String(error) });
}

/** What people meet, by the code of the answer. Several refusals share some codes: the server's sentence tells which. */
const known: readonly { readonly code: string; readonly sentence?: RegExp; readonly key: Key }[] = [
  { code: 'MSG-316', key: 'error.noMembers' },
  { code: 'MSG-324', key: 'error.recipientInactive' },
  { code: 'MSG-325', key: 'error.threadClosed' },
  { code: 'MSG-326', key: 'error.notOnList' },
  { code: 'MSG-338', key: 'error.tooLong' },
  { code: 'CMN-101', sentence: /last active administrator/, key: 'error.lastAdministrator' },
  { code: 'CMN-101', sentence: /number is in use/, key: 'error.numberTaken' },
  { code: 'CMN-101', sentence: /another person's/, key: 'error.emailTaken' },
  { code: 'CMN-101', sentence: /Enabled or NotActivated/, key: 'error.cannotBeInvited' },
  { code: 'CMN-102', key: 'error.gone' },
  { code: 'CMN-408', key: 'error.mayNot' },
  { code: 'CMN-301', key: 'error.tooMany' },
  { code: 'CMN-201', key: 'error.busy' },
  { code: 'CMN-104', sentence: /larger/, key: 'error.tooLarge' },
  { code: 'BKN-409', sentence: /hold/, key: 'error.held' },
];

/** Undefined for what is not among them: then the server's own sentence is told. */
function plainly({ code, message }: ApiError): string | undefined {
  const found = known.find((one) => one.code === code && (one.sentence?.test(message) ?? true));
  return found && t(found.key);
}

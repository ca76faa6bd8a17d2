/** The language that the app was last shown in, for the service worker, which has no other way to know. */

import { localDatabase } from '../browser/local-database.ts';
import { languageKey } from './worker-messages.ts';

export async function keptLanguage(): Promise<string> {
  const kept = await (await localDatabase()).get('values', languageKey).catch(() => undefined);
  return typeof kept === 'string' ? kept : navigator.language.slice(0, 2);
}

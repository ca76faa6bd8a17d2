/** What rows of the timeline have in common: whom they name, and how long something took. */

import { isolated } from '../../../src/wire/isolate.ts';
import { t } from '../text/catalogue.ts';
import type { DemoJson } from './shapes.ts';

/** Someone's name and number; those who came later are known by their id alone. */
export function personIn({ people }: DemoJson, id: string): string {
  const person = people.find(({ extensionId }) => extensionId === id);
  return person ? `${isolated(person.name)} ${person.extensionNumber}` : t('developer.extension', { id });
}

/** Nobody compares hundredths of what takes longer than a moment. */
export function roundedMs(ms: number): number {
  return ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms);
}

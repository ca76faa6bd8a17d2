/** Many names as people would say them: the first few, and how many more. */

import { isolatedList } from '../../../src/wire/isolate.ts';
import type { Party } from '../api/shapes.ts';
import { nameOf } from '../mailbox/conversations.ts';
import { t } from '../text/catalogue.ts';

const mostShown = 4;

export function namesOf(parties: readonly Party[]): string {
  if (parties.length <= mostShown) return isolatedList(parties.map(nameOf));
  const names = isolatedList(parties.slice(0, mostShown - 1).map(nameOf));
  return t('conversation.andMore', { names, count: parties.length - (mostShown - 1) });
}

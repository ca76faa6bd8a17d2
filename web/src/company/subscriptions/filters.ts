/** Event filters in words. Pure but for the language. */

import { type Key, t } from '../../text/catalogue.ts';

const kinds: readonly (readonly [form: RegExp, key: Key])[] = [
  [/\/message-store\/instant/, 'webhooks.filter.newMessages'],
  [/\/message-store/, 'webhooks.filter.messages'],
  [/\/presence/, 'webhooks.filter.presence'],
  [/\/directory/, 'webhooks.filter.directory'],
  [/\/extension(\/[^/]+)?$/, 'webhooks.filter.extensions'],
];

export function wordsOf(filter: string): string {
  const path = filter.split('?', 1)[0] ?? '';
  const found = kinds.find(([form]) => form.test(path));
  return t(found ? found[1] : 'webhooks.filter.other');
}

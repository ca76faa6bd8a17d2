/** A text that others wrote, within what we say: it is read in its own direction, and turns nothing beside it. */

import { balanced } from '../../../src/wire/isolate.ts';

export function Foreign({ text }: { text: string }) {
  return <bdi>{balanced(text)}</bdi>;
}

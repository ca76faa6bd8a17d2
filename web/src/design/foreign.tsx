/** A text that others wrote, within what we say: it is read in its own direction, and turns nothing beside it. */

import { balanced } from '../text/isolate.ts';

export function Foreign({ text }: { text: string }) {
  return <bdi>{balanced(text)}</bdi>;
}

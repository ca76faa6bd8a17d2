/** Says how much of a page's length is left, aloud only when it gets short. */

import { t } from '../text/catalogue.ts';

/** UTF-16 code units, as the server counts. */
export const maxUnits = 1024;
const shortFrom = 100;

export function Counter({ id, text }: { id: string; text: string }) {
  const left = maxUnits - text.length;
  return (
    <p id={id} class={left < 0 ? 'counter trouble' : 'counter quiet'} role={left < shortFrom ? 'status' : undefined}>
      {left < 0 ? t('compose.over', { count: -left }) : t('compose.left', { count: left })}
    </p>
  );
}

/** The mailbox: what needs its owner now, and the conversation that is open. */

import { t } from '../text/catalogue.ts';

export function Mailbox() {
  return (
    <main id="content" class="screen" tabIndex={-1}>
      <h1>{t('nav.pages')}</h1>
    </main>
  );
}

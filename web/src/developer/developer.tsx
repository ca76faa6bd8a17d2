/** The same desk for someone signed in, one of the app's screens. */

import { addressOf } from '../browser/address.ts';
import { t } from '../text/catalogue.ts';
import { Desk } from './desk.tsx';

export function Developer() {
  return (
    <main id="content" class="desk-screen" tabIndex={-1}>
      <header class="desk-head">
        <div class="desk-title">
          <h1>{t('developer.title')}</h1>
        </div>
        <p class="desk-links">
          <a href={addressOf('/docs/')}>{t('developer.reference')}</a>
          <a href={addressOf('/docs/errors')}>{t('developer.errors')}</a>
        </p>
      </header>
      <Desk screenAfterwards="/developer" />
    </main>
  );
}

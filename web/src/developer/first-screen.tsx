/** What a demo shows to whoever opens its address: what it is, whom to be, what to copy, and what it is asked. */

import { addressOf, appPath } from '../browser/address.ts';
import { server } from '../session/server.ts';
import { screenHere } from '../session/session.ts';
import { t } from '../text/catalogue.ts';
import { Desk } from './desk.tsx';

interface FirstScreenProps {
  readonly trouble: string | undefined;
  /** Signs in as people of an organisation do. */
  readonly onSignInPage: () => void;
}

export function FirstScreen({ trouble, onSignInPage }: FirstScreenProps) {
  return (
    <div class="first-screen">
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      <main id="content" class="desk-screen" tabIndex={-1}>
        <header class="desk-head">
          <div class="desk-title">
            <h1>
              <img src={`${appPath}icon.svg`} alt="" width="36" height="36" />
              {t('app.name')}
            </h1>
            <p>{t('developer.lead', { company: server.value?.companyName ?? '' })}</p>
          </div>
          <p class="desk-links">
            <a href={addressOf('/docs/')}>{t('developer.reference')}</a>
            <a href={addressOf('/docs/errors')}>{t('developer.errors')}</a>
            <button type="button" class="desk-link" onClick={onSignInPage}>
              {t('developer.signInPage')}
            </button>
          </p>
        </header>
        {trouble ? (
          <p role="alert" class="trouble-box">
            {trouble}
          </p>
        ) : null}
        <Desk screenAfterwards={screenHere()} />
      </main>
    </div>
  );
}

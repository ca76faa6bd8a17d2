/** Screens whose code is loaded when they are first opened, together with their texts. */

import { lazy } from 'preact/compat';
import { openTexts, t } from '../text/catalogue.ts';

/** A connection that was just lost is mostly there again. */
const restMs = 1000;

/** To be shown inside a `Suspense`. What does not come, tried twice, says so in its place. */
export function later<Screen extends object>(load: () => Promise<Screen>): Screen {
  const attempt = async () => (await Promise.all([load(), openTexts()]))[0];
  const afterRest = () => new Promise((resolve) => setTimeout(resolve, restMs)).then(attempt);
  return lazy<unknown>(() =>
    attempt()
      .catch(afterRest)
      .catch(() => NotLoaded),
  ) as Screen;
}

/** A server that was renewed meanwhile has other files, and some browsers never ask for one again: all of it starts anew. */
function NotLoaded() {
  return (
    <main id="content" class="screen" tabIndex={-1}>
      <div role="alert" class="trouble-box">
        <p>{t('error.network')}</p>
        <button type="button" class="button" onClick={() => location.reload()}>
          {t('action.tryAgain')}
        </button>
      </div>
    </main>
  );
}

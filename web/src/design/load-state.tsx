/** What stands where something is being read: that it is coming, or why it is not and a way to try again. */

import type { ComponentChildren } from 'preact';
import type { Loaded } from '../api/use-loaded.ts';
import { t } from '../text/catalogue.ts';

export function LoadState<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  return (
    <>
      {of.trouble ? (
        <div role="alert" class="trouble-box">
          <p>{of.trouble}</p>
          <button type="button" class="button" onClick={of.reload}>
            {t('action.tryAgain')}
          </button>
        </div>
      ) : null}
      {of.value === undefined ? of.trouble ? null : <p class="quiet">{t('app.loading')}</p> : children(of.value)}
    </>
  );
}

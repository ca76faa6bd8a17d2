/** The way out here, which says first what would be lost by it. */

import { useState } from 'preact/hooks';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { outbox } from '../mailbox/own-mailbox.ts';
import { signOut } from '../session/session.ts';
import { t } from '../text/catalogue.ts';

export function SignOut() {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <button type="button" class="button" onClick={() => (outbox.value.length > 0 ? setAsked(true) : void signOut())}>
        {t('action.signOut')}
      </button>
      {isAsked ? (
        <ConfirmDialog
          title={t('action.signOut')}
          act={t('action.signOut')}
          onConfirm={signOut}
          onClose={() => setAsked(false)}
        >
          <UnsentPages />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** Nothing, if nothing waits to be sent. */
export function UnsentPages() {
  const count = outbox.value.length;
  return count > 0 ? <p>{t('settings.signOutUnsent', { count })}</p> : null;
}

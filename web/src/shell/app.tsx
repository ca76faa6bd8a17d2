/** The frame around every screen: who is signed in decides what is shown, the address decides which screen. */

import { Router } from 'wouter-preact';
import { appPath } from '../browser/address.ts';
import { Announcer } from '../design/announcer.tsx';
import { sessionState } from '../session/session.ts';
import { t } from '../text/catalogue.ts';
import { Screens } from './screens.tsx';
import { SignIn } from './sign-in.tsx';

export function App() {
  const state = sessionState.value;
  return (
    <Router base={appPath.slice(0, -1)}>
      {state.kind === 'unknown' ? (
        <p class="centred">{t('app.loading')}</p>
      ) : state.kind === 'signed-out' ? (
        <SignIn because={state.because} />
      ) : (
        <Screens />
      )}
      <Announcer />
    </Router>
  );
}

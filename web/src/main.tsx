/** Starts the web app: language and appearance first, then the session, then the first screen. */

import { render } from 'preact';
import { takeUpSession } from './session/session.ts';
import { takeUpTheme } from './settings/theme.ts';
import { App } from './shell/app.tsx';
import { chooseLanguage, preferredLanguage } from './text/catalogue.ts';

takeUpTheme();
await chooseLanguage(preferredLanguage());
const destination = await takeUpSession();
if (destination !== undefined) history.replaceState(null, '', `/app${destination}`);
render(<App />, document.getElementById('app') as HTMLElement);
if ('serviceWorker' in navigator && import.meta.env.PROD)
  void navigator.serviceWorker.register('/app/sw.js', { scope: '/app/' });

/** Starts the web app: language and appearance first, then the session, then the first screen. */

import { render } from 'preact';
import { appPath } from './browser/address.ts';
import { takeUpSession } from './session/session.ts';
import { takeUpTheme } from './settings/theme.ts';
import { App } from './shell/app.tsx';
import { chooseLanguage, preferredLanguage } from './text/catalogue.ts';

/** In a demo, someone is opened beside someone else. Should it fail, there is the first screen. */
async function beginBeside(): Promise<void> {
  const begin = import('./developer/switch-person.ts').then((beside) => beside.beginBeside());
  await begin.catch(() => undefined);
  history.replaceState(null, '', location.pathname);
}

takeUpTheme();
// Opened past the proxy whose path is in front of all others.
if (!`${location.pathname}/`.startsWith(appPath)) {
  const screen = location.pathname.replace(/^\/app\/?/, '');
  history.replaceState(null, '', appPath + screen + location.search + location.hash);
}
// In English rather than not at all.
await chooseLanguage(preferredLanguage()).catch(() => undefined);
if (location.search === '?beside') await beginBeside();
const destination = await takeUpSession();
if (destination !== undefined) history.replaceState(null, '', appPath + destination.slice(1));
render(<App />, document.getElementById('app') as HTMLElement);
if ('serviceWorker' in navigator && import.meta.env.PROD)
  void navigator.serviceWorker.register(`${appPath}sw.js`, { scope: appPath });

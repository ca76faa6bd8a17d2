/** Answers the service worker: which conversation this window shows, and which it is to open. */

import { effect, signal } from '@preact/signals';
import { navigate } from 'wouter-preact/use-browser-location';
import { appPath } from '../browser/address.ts';
import { localDatabase } from '../browser/local-database.ts';
import { language } from '../text/catalogue.ts';
import { type FromWorker, languageKey } from './worker-messages.ts';

/** How many tests have reached this device while the app was open. */
export const arrivedTests = signal(0);

/** Runs until the answer is called. `openedFromOutside` is called when a notification led here. */
export function listenToWorker(openedFromOutside: () => void): () => void {
  const stopKeeping = effect(() => {
    const chosen = language.value;
    void localDatabase().then((db) => db.put('values', chosen, languageKey));
  });
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const take = ({ data, ports }: MessageEvent<FromWorker>) => {
    if (data.kind === 'shows') ports[0]?.postMessage(isShown(data.conversationId));
    else if (data.kind === 'test-arrived') arrivedTests.value += 1;
    else {
      navigate(`${appPath}conversations/${data.conversationId}`);
      openedFromOutside();
    }
  };
  worker?.addEventListener('message', take);
  return () => {
    stopKeeping();
    worker?.removeEventListener('message', take);
  };
}

function isShown(conversationId: number): boolean {
  return document.visibilityState === 'visible' && location.pathname === `${appPath}conversations/${conversationId}`;
}

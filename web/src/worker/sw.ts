/**
 * The service worker: keeps the app's own files, so that it opens without a network, and shows what is pushed to this
 * device. It never keeps an API answer.
 */

import { appPath, ownName } from '../browser/address.ts';
import { openConversation } from './open-conversation.ts';
import { renewEndpoint } from './renew-endpoint.ts';
import { worker } from './scope.ts';
import { showPush } from './show-push.ts';

/** Put in by the build; the empty one is the page. */
declare const precachedFiles: readonly string[];
const files = precachedFiles.map((file) => appPath + file);
const cacheName = ownName('beckon-app');

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(files)));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldFiles());
});

/** An older build's files may still be wanted by a tab that runs it, until that tab has gone. */
async function forgetOldFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  const wanted = new Set(files.map((file) => new URL(file, worker.location.href).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  await worker.clients.claim();
}

worker.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== 'GET' || !pathname.startsWith(appPath)) return;
  const isScreen = event.request.mode === 'navigate';
  event.respondWith(isScreen ? fromNetworkFirst(event.request) : fromCacheFirst(event.request));
});

/** Whatever headers a file is asked for with: what is kept was asked for by the worker, with fewer of them. */
async function fromCacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreSearch: true, ignoreVary: true })) ?? (await fetch(request));
}

async function fromNetworkFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(appPath)) ?? Response.error();
  }
}

worker.addEventListener('push', (event) => {
  event.waitUntil(showPush(event.data));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openConversation(event.notification.data ?? {}));
});

worker.addEventListener('pushsubscriptionchange', (event) => {
  (event as ExtendableEvent).waitUntil(renewEndpoint());
});

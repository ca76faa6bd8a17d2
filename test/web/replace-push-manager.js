/**
 * Runs in the page before the app: a browser without a network cannot ask its maker for an endpoint, so it is given one
 * of the tests' own push service. Like the real one it outlasts the page.
 */

const key = 'test.push';

function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function current() {
  const kept = JSON.parse(localStorage.getItem(key) ?? 'null');
  return kept === null
    ? null
    : {
        endpoint: kept.json.endpoint,
        options: { applicationServerKey: bytesOf(kept.vapidKey).buffer },
        toJSON: () => kept.json,
        unsubscribe: async () => {
          localStorage.removeItem(key);
          return true;
        },
      };
}

Object.assign(PushManager.prototype, {
  getSubscription: async () => current(),
  subscribe: async ({ applicationServerKey: vapidKey }) => {
    localStorage.setItem(key, JSON.stringify({ json: await window.subscribeHere(vapidKey), vapidKey }));
    return current();
  },
});

/** The service worker's own global scope, with the type that it has. */

/// <reference lib="webworker" />

export const worker = self as unknown as ServiceWorkerGlobalScope;

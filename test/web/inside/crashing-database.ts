/** A browser's database under a browser that crashes: at the n-th request all stops, and what was not committed never is. */

import type { IDBPDatabase } from 'idb';
import type { LocalSchema, OpenDatabase } from '../../../web/src/browser/local-schema.ts';

type Database = IDBPDatabase<LocalSchema>;
type Acts = Record<PropertyKey, unknown>;

/** Whoever waits for anything of it waits for ever. */
const stopped: unknown = new Proxy(() => {}, {
  get: (_, name) => (name === 'then' ? () => {} : stopped),
  apply: () => stopped,
});

export function crashingAt(db: Database, n: number): { database: OpenDatabase; hasCrashed(): boolean } {
  let left = n;
  const hasCrashed = () => left <= 0;

  function whileAlive<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => hasCrashed() || resolve(value),
        (error) => hasCrashed() || reject(error),
      );
    });
  }

  function within(of: object, abort: () => void): unknown {
    return new Proxy(of, {
      get(target, name) {
        if (hasCrashed()) return stopped;
        const value = (target as Acts)[name];
        if (name === 'done') return whileAlive(value as Promise<void>);
        if (name === 'store') return within(value as object, abort);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (name === 'objectStore') return within(value.apply(target, args), abort);
          left -= 1;
          if (!hasCrashed()) return whileAlive(value.apply(target, args));
          abort();
          return stopped;
        };
      },
    });
  }

  const database = new Proxy(db, {
    get(target, name) {
      if (hasCrashed()) return stopped;
      const value = (target as unknown as Acts)[name];
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name !== 'transaction') {
          left -= 1;
          return hasCrashed() ? stopped : whileAlive(value.apply(target, args));
        }
        const transaction = value.apply(target, args) as ReturnType<Database['transaction']>;
        transaction.done.catch(() => undefined);
        return within(transaction, () => transaction.abort());
      };
    },
  });
  return { database: async () => (hasCrashed() ? (stopped as Database) : database), hasCrashed };
}

/** The log: lines of JSON on standard error. */

import { type Logger, type LoggerOptions, pino, symbols } from 'pino';

/** So many bytes are written at once, or what there is after `flushMs`. */
const minLength = 4096;
const flushMs = 100;
const { warn } = pino.levels.values as { warn: number };

/** Standard error, so that standard output is for people. Not awaited: a slow terminal must not slow requests. */
export function createLog(level: LoggerOptions['level']): Logger {
  const written = pino.destination({ dest: 2, sync: false, minLength, periodicFlush: flushMs });
  const destination = {
    [symbols.needsMetadataGsym as symbol]: true,
    lastLevel: 0,
    write(line: string): void {
      written.write(line);
      // What is wrong is said at once.
      if (this.lastLevel >= warn) written.flush();
    },
    flush(done: () => void): void {
      written.flushSync();
      done();
    },
  };
  return pino({ ...(level === undefined ? {} : { level }), base: null }, destination);
}

/** Passwords: what is kept of them, which ones are good enough, and how failing to name them slows everyone down. */

import type { ExtensionId } from './ids.ts';

export interface Password {
  readonly extensionId: ExtensionId;
  /** With the name and the parameters of the function that made it. */
  readonly hash: string;
  readonly changedMs: number;
  /** Made up when the company was founded, and not changed since. */
  readonly isGenerated: boolean;
  /** Tries that failed since the last one that did not. */
  readonly failures: number;
  readonly lockedUntilMs: number;
}

/** One that nobody has failed to name yet. */
export function freshPassword(extensionId: ExtensionId, hash: string, timeMs: number): Password {
  return { extensionId, hash, changedMs: timeMs, isGenerated: false, failures: 0, lockedUntilMs: 0 };
}

export const minPasswordLength = 12;
export const maxPasswordLength = 256;

/** The commonest of twelve characters and more, and what people build on this product's name. Lower case. */
const common: ReadonlySet<string> = new Set([
  ...['123456789012', '1234567890123', '12345678901234', '123456789012345', '1234567890123456', '012345678910'],
  ...['passwordpassword', 'password1234', 'password12345', 'password123456', 'password123!', 'password1234!'],
  ...[
    'qwertyuiop12',
    'qwertyuiop123',
    'qwertyuiop1234',
    'qwertyqwerty',
    'qwerty123456',
    '1q2w3e4r5t6y',
    '1qaz2wsx3edc',
  ],
  ...[
    'iloveyou1234',
    'letmeinletmein',
    'letmein12345',
    'welcome12345',
    'welcome123456',
    'changeme1234',
    'changemeplease',
  ],
  ...[
    'administrator',
    'administrator1',
    'admin1234567',
    'adminadminadmin',
    'abcdefghijkl',
    'abcdefgh1234',
    'abcd12345678',
  ],
  ...['correcthorsebatterystaple', 'correct horse battery staple', 'secretsecret', 'testtesttest', 'test12345678'],
  ...['beckonbeckon', 'beckon123456', 'ringcentral1', 'ringcentral123'],
]);

export type PasswordFault = 'too short' | 'too long' | 'too common' | 'made of one repeated piece' | 'about its owner';

/** What is wrong with a new password, if anything. `about` holds words that say who its owner is. */
export function passwordFault(text: string, about: readonly string[] = []): PasswordFault | undefined {
  const length = [...text].length;
  if (length < minPasswordLength) return 'too short';
  if (length > maxPasswordLength) return 'too long';
  const folded = text.toLowerCase();
  if (common.has(folded)) return 'too common';
  if (/^(.{1,4})\1+$/u.test(folded)) return 'made of one repeated piece';
  // Long words alone: a password may well contain the letters of a short name.
  const words = about.map((word) => word.toLowerCase()).filter((word) => word.length >= 6);
  return words.some((word) => folded.includes(word) && folded.length - word.length < 6) ? 'about its owner' : undefined;
}

const freeFailures = 5;
const firstLockMs = 15_000;
const longestLockMs = 15 * 60_000;

/** How long nobody can sign in by password after this many failures: nothing at first, then twice as long each time. */
export function lockMs(failures: number): number {
  if (failures < freeFailures) return 0;
  return Math.min(firstLockMs * 2 ** Math.min(failures - freeFailures, 20), longestLockMs);
}

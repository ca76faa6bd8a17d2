/** What the values of options may be, and what they are read as. Each refuses by saying what it should have been. */

import { isIP } from 'node:net';
import { countries, type TCountryCode } from 'countries-list';
import { OptionError } from './user-error.ts';

/**
 * Requests a window. From one network address: `address` counts proofs that fail, `requests` all that
 * sign people in, `documents` all that is there for anyone.
 */
export interface RateLimits {
  readonly Light: number;
  readonly Medium: number;
  readonly Heavy: number;
  readonly Auth: number;
  readonly address: number;
  readonly requests: number;
  readonly documents: number;
  readonly windowS: number;
}

/** The vendor's own, and for addresses what an office of thousands behind one may need. */
export const vendorRateLimits: RateLimits = {
  ...{ Light: 50, Medium: 40, Heavy: 10, Auth: 5 },
  ...{ address: 60, requests: 3000, documents: 20_000, windowS: 60 },
};

export function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= min && number <= max)) throw new OptionError(`a whole number from ${min} to ${max}`);
    return number;
  };
}

/** More than nothing; parts of a whole are allowed. */
export function amount(max: number) {
  return (text: string): number => {
    const number = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(number > 0 && number <= max)) throw new OptionError(`a number above 0 and at most ${max}`);
    return number;
  };
}

export function oneOf<T extends string>(choices: readonly T[]) {
  return (text: string): T => {
    const choice = choices.find((one) => one === text);
    if (choice === undefined) throw new OptionError(`one of ${choices.join(', ')}`);
    return choice;
  };
}

export function yesOrNo(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off|)$/i.test(text)) return false;
  throw new OptionError('yes or no');
}

/** An ISO 3166-1 alpha-2 code. */
export function country(text: string): TCountryCode {
  const code = text.toUpperCase();
  if (!Object.hasOwn(countries, code)) throw new OptionError('a country such as US or DE (ISO 3166-1 alpha-2)');
  return code as TCountryCode;
}

export function textOrNothing(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Addresses such as `10.0.0.7` and networks such as `10.0.0.0/8`. */
export function networks(text: string): readonly string[] {
  const all = text.split(',').map((one) => one.trim());
  for (const one of all) {
    const [address = '', bits = '0', ...rest] = one.split('/');
    const most = isIP(address) === 4 ? 32 : 128;
    if (isIP(address) === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) {
      throw new OptionError('addresses and networks such as 10.0.0.7,10.1.0.0/16');
    }
  }
  return all;
}

/** By its IANA name, however it is capitalised. */
export function timeZone(text: string): string {
  // Nobody has to be asked, which would load all that is known of dates, also where nobody names another.
  if (text === 'UTC') return text;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new OptionError('a time zone such as UTC or Europe/Berlin');
  }
}

export function someText(text: string): string {
  if (text === '') throw new OptionError('not empty');
  return text;
}

export function httpUrl(text: string): string | undefined {
  if (text === '') return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) throw new OptionError('an http or https URL');
  // In pages, cookies and the rules of proxies, each means the same.
  if (!/^(\/[\w.~-]+)*\/*$/.test(url.pathname)) {
    throw new OptionError('an http or https URL whose path is of letters, digits and - . _ ~');
  }
  return url.href.replace(/\/+$/, '');
}

/** `off`, `on`, or a contact as `mailto:` or `https:`. */
export function webPush(text: string): string {
  if (text === 'on' || text === 'off') return text;
  const url = URL.parse(text);
  const isContact =
    url?.protocol === 'https:' || (url?.protocol === 'mailto:' && /^[^@\s]+@[^@\s]+$/.test(url.pathname));
  if (!url || !isContact) throw new OptionError('off, on, or a contact such as mailto:it@clinic.example');
  return text;
}

const example = 'Light=50,Medium=40,Heavy=10,Auth=5,address=60,requests=3000,documents=20000,window=60';

/** `off`, `vendor`, or some of `Light=50,Medium=40,Heavy=10,Auth=5,address=60,requests=3000,documents=20000,window=60`. */
export function rateLimits(text: string): RateLimits | 'off' | undefined {
  if (text === '') return undefined;
  if (text === 'off') return 'off';
  if (text === 'vendor') return vendorRateLimits;
  const pairs = text.split(',').map((pair): [string, number] => {
    const [name = '', number = ''] = pair.split('=').map((part) => part.trim());
    const key = name === 'window' ? 'windowS' : name;
    const isKnown = name !== 'windowS' && Object.hasOwn(vendorRateLimits, key);
    if (!isKnown || !/^[1-9]\d{0,4}$/.test(number)) {
      throw new OptionError(`off, vendor, or limits such as ${example}`);
    }
    return [key, Number(number)];
  });
  return { ...vendorRateLimits, ...Object.fromEntries(pairs) };
}

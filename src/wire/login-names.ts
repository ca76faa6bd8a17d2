/** What people type to say who they are. */

import type { LoginName } from '../domain/reads/sessions.ts';

const isNumber = (text: string) => /^\d{1,10}$/.test(text);
const isPhoneNumber = (text: string) => /^\+?[\d ()./-]{1,24}$/.test(text);

/**
 * An extension number, alone, after the company's number and an asterisk, or apart in `extension`; or an e-mail address.
 * Companies have no number of their own here, so that theirs is not looked at. Undefined for anything else.
 */
export function loginNameFrom(username: string, extension = ''): LoginName | undefined {
  const name = username.normalize('NFC').trim();
  const apart = extension.trim();
  if (apart !== '') return isNumber(apart) && isPhoneNumber(name) ? { extensionNumber: apart } : undefined;
  if (isNumber(name)) return { extensionNumber: name };
  const [company = '', number = '', ...rest] = name.split('*');
  if (rest.length === 0 && isPhoneNumber(company) && isNumber(number)) return { extensionNumber: number };
  return /^[^\s@]+@[^\s@]+$/.test(name) && name.length <= 254 ? { email: name } : undefined;
}

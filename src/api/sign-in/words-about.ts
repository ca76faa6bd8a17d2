/** The words that someone's password should not be made of. */

import type { Extension } from '../../domain/extension.ts';

export function wordsAbout({ name, contact }: Pick<Extension, 'name' | 'contact'>, company: string): string[] {
  const { firstName = '', lastName = '', email = '' } = contact;
  return [name, firstName, lastName, email, email.split('@')[0] ?? '', company, company.replaceAll(' ', '')];
}

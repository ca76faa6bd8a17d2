/** Who can be chosen as a recipient, and who fits what was typed. Pure. */

import { folded } from '../../../src/domain/folding.ts';
import type { ExtensionJson } from '../api/shapes.ts';
import type { Key } from '../text/catalogue.ts';

const mailboxTypes: ReadonlySet<string> = new Set(['User', 'FlexibleUser', 'VirtualUser', 'DigitalUser', 'Limited']);

export function ownsMailbox({ type }: Pick<ExtensionJson, 'type'>): boolean {
  return mailboxTypes.has(type);
}

export function isDepartment({ type }: Pick<ExtensionJson, 'type'>): boolean {
  return type === 'Department';
}

/** The key of the sentence that says why someone cannot be paged; undefined if they can. */
export function obstacleOf({ type, status }: ExtensionJson): Key | undefined {
  if (status !== 'Enabled') return `status.${status}`;
  return mailboxTypes.has(type) || type === 'Department' ? undefined : 'status.type';
}

/** Those whose name has a word that begins with each word typed, or whose number begins with it; exact numbers first. */
export function matching(everyone: readonly ExtensionJson[], typed: string): ExtensionJson[] {
  const words = folded(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = everyone.filter(({ name, extensionNumber }) => {
    const parts = folded(name).split(/[\s.-]+/);
    return words.every((word) => extensionNumber.startsWith(word) || parts.some((part) => part.startsWith(word)));
  });
  const rank = (one: ExtensionJson) => (one.extensionNumber === typed.trim() ? 0 : obstacleOf(one) ? 2 : 1);
  return fits.sort((a, b) => rank(a) - rank(b) || Number(a.extensionNumber) - Number(b.extensionNumber));
}

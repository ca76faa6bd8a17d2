/** Looks up the extensions that a list names, each once, and no more of them once enough is wrong. */

import type { Refusal } from '../errors.ts';
import { type Extension, ownsMailbox } from '../extension.ts';
import { type Asking, ask } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';

/** Whoever names more that do not exist has sent the wrong list, which costs no more than this to see. */
export const maxRefusals = 20;

interface Named {
  readonly found: readonly Extension[];
  /** Why others cannot be what was meant: they are not there, or of a kind that does not fit. */
  readonly refusals: readonly Refusal[];
}

export function* lookUp(
  ids: readonly ExtensionId[],
  parameter: string,
  fits: (extension: Extension) => boolean,
): Asking<Named> {
  const found: Extension[] = [];
  const refusals: Refusal[] = [];
  for (const extensionId of new Set(ids)) {
    if (refusals.length >= maxRefusals) break;
    const extension = yield* ask({ kind: 'extension', extensionId });
    const subject = String(extensionId);
    if (!extension || extension.isDeleted) refusals.push({ code: 'unknown-referenced-resource', parameter, subject });
    else if (!fits(extension)) refusals.push({ code: 'invalid-parameter', parameter, subject });
    else found.push(extension);
  }
  return { found, refusals };
}

export const isPerson = ({ type }: Extension): boolean => ownsMailbox(type);

/** Looks up the extensions that lists name, all in one question, and no more of them once enough is wrong. */

import type { Refusal } from '../errors.ts';
import { type Extension, ownsMailbox } from '../extension.ts';
import { type Asking, askAll } from '../fact.ts';
import type { ExtensionId } from '../ids.ts';

/** Whoever names more that do not exist has sent the wrong list, which costs no more than `firstLookedUp` to see. */
export const maxRefusals = 20;
const firstLookedUp = 100;

/** By their ids. Those that are not there are undefined; whose id is missing was not looked up, as enough is wrong. */
export type Known = ReadonlyMap<ExtensionId, Extension | undefined>;

interface Named {
  readonly found: readonly Extension[];
  /** Why others cannot be what was meant: they are not there, or of a kind that does not fit. */
  readonly refusals: readonly Refusal[];
}

export function* lookUpAll(ids: Iterable<ExtensionId>): Asking<Known> {
  const wanted = [...new Set(ids)];
  const first = yield* extensionsOf(wanted.slice(0, firstLookedUp));
  const missing = first.filter(([, extension]) => !extension || extension.isDeleted);
  const rest = missing.length < maxRefusals ? yield* extensionsOf(wanted.slice(firstLookedUp)) : [];
  return new Map([...first, ...rest]);
}

function* extensionsOf(ids: readonly ExtensionId[]): Asking<[ExtensionId, Extension | undefined][]> {
  const extensions = yield* askAll(ids.map((extensionId) => ({ kind: 'extension', extensionId }) as const));
  return ids.map((id, index) => [id, extensions[index]]);
}

export function* lookUp(
  ids: readonly ExtensionId[],
  parameter: string,
  fits: (extension: Extension) => boolean,
): Asking<Named> {
  return namedIn(yield* lookUpAll(ids), ids, { parameter, fits });
}

export function namedIn(
  known: Known,
  ids: readonly ExtensionId[],
  { parameter, fits }: { parameter: string; fits: (extension: Extension) => boolean },
): Named {
  const found: Extension[] = [];
  const refusals: Refusal[] = [];
  for (const extensionId of new Set(ids)) {
    if (refusals.length >= maxRefusals || !known.has(extensionId)) break;
    const extension = known.get(extensionId);
    const subject = String(extensionId);
    if (!extension || extension.isDeleted) refusals.push({ code: 'unknown-referenced-resource', parameter, subject });
    else if (!fits(extension)) refusals.push({ code: 'invalid-parameter', parameter, subject });
    else found.push(extension);
  }
  return { found, refusals };
}

export const isPerson = ({ type }: Extension): boolean => ownsMailbox(type);

/** What was begun and not sent. Kept, so that neither looking elsewhere nor a reload nor the end of a session loses it. */

import type { ExtensionJson } from '../api/shapes.ts';
import { draftPrefix, localDatabase } from '../session/local-database.ts';

export interface Draft {
  readonly text: string;
  /** Whom a new page is for; a reply goes to everyone. */
  readonly to?: readonly ExtensionJson[];
}

/** A conversation's id; `new` for a page that begins one. */
export type DraftKey = number | 'new';

const drafts = new Map<string, Draft>();
const keyOf = (key: DraftKey) => `${draftPrefix}${key}`;

/** What was kept of an earlier visit. What was written since then in this tab counts. */
export async function loadDrafts(): Promise<void> {
  const db = await localDatabase();
  const range = IDBKeyRange.bound(draftPrefix, `${draftPrefix}\uffff`);
  const [keys, values] = await Promise.all([db.getAllKeys('values', range), db.getAll('values', range)]);
  keys.forEach((key, index) => {
    if (!drafts.has(key)) drafts.set(key, values[index] as Draft);
  });
}

export function draftOf(key: DraftKey): Draft | undefined {
  return drafts.get(keyOf(key));
}

/** An empty one is forgotten. */
export function keepDraft(key: DraftKey, draft: Draft): void {
  const name = keyOf(key);
  const isEmpty = draft.text === '' && (draft.to ?? []).length === 0;
  if (isEmpty) drafts.delete(name);
  else drafts.set(name, draft);
  void localDatabase().then(async (db) => {
    if (isEmpty) await db.delete('values', name);
    else await db.put('values', draft, name);
  });
}

export function forgetDraft(key: DraftKey): void {
  keepDraft(key, { text: '' });
}

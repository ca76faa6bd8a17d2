/** What was begun and not sent. Kept, so that neither looking elsewhere nor a reload nor the end of a session loses it. */

import { signal } from '@preact/signals';
import type { ExtensionJson } from '../api/shapes.ts';
import { draftPrefix, localDatabase } from '../session/local-database.ts';
import { hearTabs, tellTabs } from '../session/tabs.ts';

export interface Draft {
  readonly text: string;
  /** Whom a new page is for; a reply goes to everyone. */
  readonly to?: readonly ExtensionJson[];
}

/** A conversation's id; `new` for a page that begins one. */
export type DraftKey = number | 'new';

const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
const keyOf = (key: DraftKey) => `${draftPrefix}${key}`;
/** How often something was written in this tab. */
let writes = 0;

/** Follows what other tabs make of it, until the answer is called. */
export function followDrafts(): () => void {
  return hearTabs('drafts-changed', () => void loadDrafts());
}

/** What is kept, of an earlier visit or by another tab. */
export async function loadDrafts(): Promise<void> {
  const db = await localDatabase();
  const range = IDBKeyRange.bound(draftPrefix, `${draftPrefix}\uffff`);
  const before = writes;
  const [keys, values] = await Promise.all([db.getAllKeys('values', range), db.getAll('values', range)]);
  // What has been written here meanwhile counts.
  if (writes !== before) await loadDrafts();
  else drafts.value = new Map(keys.map((key, index) => [key, values[index] as Draft]));
}

/** Reading it in a component shows the component again when it changes. */
export function draftOf(key: DraftKey): Draft | undefined {
  return drafts.value.get(keyOf(key));
}

/** An empty one is forgotten. */
export function keepDraft(key: DraftKey, draft: Draft): void {
  const name = keyOf(key);
  const isEmpty = draft.text === '' && (draft.to ?? []).length === 0;
  const next = new Map(drafts.value);
  if (isEmpty) next.delete(name);
  else next.set(name, draft);
  drafts.value = next;
  writes++;
  void localDatabase().then(async (db) => {
    if (isEmpty) await db.delete('values', name);
    else await db.put('values', draft, name);
    tellTabs('drafts-changed');
  });
}

export function forgetDraft(key: DraftKey): void {
  keepDraft(key, { text: '' });
}

/** What was begun and not sent. Kept, so that neither looking elsewhere nor a reload nor the end of a session loses it. */

import { signal } from '@preact/signals';
import type { ExtensionJson } from '../api/shapes.ts';
import { draftPrefix, keepFor, type OpenDatabase } from '../browser/local-schema.ts';
import type { OwnerOf, Tabs } from '../browser/ports.ts';
import type { MailboxNews } from './tab-news.ts';

export interface Draft {
  readonly text: string;
  /** Whom a new page is for; a reply goes to everyone. */
  readonly to?: readonly ExtensionJson[];
}

/** A conversation's id; `new` for a page that begins one. */
export type DraftKey = number | 'new';

export interface DraftParts {
  readonly database: OpenDatabase;
  readonly tabs: Tabs<MailboxNews>;
  readonly ownerOf: OwnerOf;
}

const keyOf = (key: DraftKey) => `${draftPrefix}${key}`;

export function createDrafts({ database, tabs, ownerOf }: DraftParts) {
  const drafts = signal<ReadonlyMap<string, Draft>>(new Map());
  /** How often something was written in this tab. */
  let writes = 0;

  /** What is kept, of an earlier visit or by another tab. */
  async function load(): Promise<void> {
    const range = IDBKeyRange.bound(draftPrefix, `${draftPrefix}\uffff`);
    const before = writes;
    const { store } = (await database()).transaction('values');
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    // What has been written here meanwhile counts.
    if (writes !== before) await load();
    else drafts.value = new Map(keys.map((key, index) => [key, values[index] as Draft]));
  }

  /** Resolves once it is kept. An empty one is forgotten. */
  async function keep(key: DraftKey, draft: Draft): Promise<void> {
    const name = keyOf(key);
    const isEmpty = draft.text === '' && (draft.to ?? []).length === 0;
    const next = new Map(drafts.value);
    if (isEmpty) next.delete(name);
    else next.set(name, draft);
    drafts.value = next;
    writes++;
    const owner = ownerOf();
    if (await keepFor(await database(), owner, name, isEmpty ? undefined : draft))
      tabs.tell({ kind: 'drafts-changed' });
  }

  return {
    load,
    keep,
    forget: (key: DraftKey) => keep(key, { text: '' }),
    /** Reading it in a component shows the component again when it changes. */
    of: (key: DraftKey): Draft | undefined => drafts.value.get(keyOf(key)),
    /** Follows what other tabs make of it, until the answer is called. */
    follow: (): (() => void) => tabs.hear('drafts-changed', () => void load()),
  };
}

/** Everyone who can be paged, and how many a Department reaches now. Kept, so that it is there without a network. */

import { signal } from '@preact/signals';
import { accountPath, call } from '../api/client.ts';
import type { ExtensionJson, ListJson } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';

export const directory = signal<readonly ExtensionJson[]>([]);
/** By Department id: how many active people are in it. */
export const reach = signal<ReadonlyMap<number, number>>(new Map());

export async function readDirectory(): Promise<void> {
  const db = await localDatabase();
  if (directory.value.length === 0) {
    directory.value = ((await db.get('values', 'directory')) as ExtensionJson[] | undefined) ?? [];
  }
  const read = await everyPage<ExtensionJson>(`${accountPath}/extension`);
  directory.value = read;
  await db.put('values', [...read], 'directory');
}

/** Counts anew each time: members come and go. */
export async function readReach(departmentId: number): Promise<void> {
  const members = await everyPage<{ id: number }>(`${accountPath}/department/${departmentId}/members`);
  const active = new Set(directory.value.filter(({ status }) => status === 'Enabled').map(({ id }) => id));
  const count = members.filter(({ id }) => active.has(id)).length;
  reach.value = new Map([...reach.value, [departmentId, count]]);
}

export async function everyPage<T>(path: string): Promise<T[]> {
  const records: T[] = [];
  for (let page = 1, totalPages = 1; page <= totalPages; page++) {
    const list = await call<ListJson<T>>(path, { query: { page, perPage: 1000 } });
    records.push(...list.records);
    totalPages = list.paging.totalPages;
  }
  return records;
}

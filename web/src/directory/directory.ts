/** Everyone who can be paged, and how many a Department reaches now. Kept, so that it is there without a network. */

import { computed, signal } from '@preact/signals';
import { accountPath, call } from '../api/client.ts';
import type { ExtensionJson, ListJson } from '../api/shapes.ts';
import { localDatabase } from '../session/local-database.ts';
import { me } from '../shell/me.ts';
import { isDepartment } from './recipients.ts';

export const directory = signal<readonly ExtensionJson[]>([]);
export const departmentNumbers = computed(
  () => new Set(directory.value.filter(isDepartment).map(({ extensionNumber }) => extensionNumber)),
);
/** By Department id: how many active people are in it. */
export const reach = signal<ReadonlyMap<number, number>>(new Map());

/** What was kept of an earlier visit. */
export async function loadDirectory(): Promise<void> {
  const kept = (await (await localDatabase()).get('values', 'directory')) as ExtensionJson[] | undefined;
  if (directory.value.length === 0) directory.value = kept ?? [];
}

export async function readDirectory(): Promise<void> {
  const read = await everyPage<ExtensionJson>(`${accountPath}/extension`);
  directory.value = read;
  await (await localDatabase()).put('values', [...read], 'directory');
}

/** Members come and go: what was counted longer ago is counted anew. */
const freshMs = 15_000;
const countedMs = new Map<number, number>();

/** Whoever pages a Department does not get the page back: they are not counted. */
export async function readReach(departmentId: number): Promise<void> {
  if (Date.now() - (countedMs.get(departmentId) ?? 0) < freshMs) return;
  countedMs.set(departmentId, Date.now());
  try {
    const members = await everyPage<{ id: number }>(`${accountPath}/department/${departmentId}/members`);
    const active = new Set(directory.value.filter(({ status }) => status === 'Enabled').map(({ id }) => id));
    const count = members.filter(({ id }) => active.has(id) && id !== me.value?.id).length;
    reach.value = new Map([...reach.value, [departmentId, count]]);
  } catch (error) {
    countedMs.delete(departmentId);
    throw error;
  }
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

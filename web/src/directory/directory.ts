/** Everyone who can be paged, and how many a Department reaches now. Kept, so that it is there without a network. */

import { signal } from '@preact/signals';
import { type Ask, accountPath, call } from '../api/client.ts';
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

/** What was just answered of someone is shown without reading everyone again. */
export function noteInDirectory(extension: ExtensionJson): void {
  const known = directory.value.find(({ id }) => id === extension.id);
  if (known && isAlike(known, extension)) return;
  const others = directory.value.filter(({ id }) => id !== extension.id);
  directory.value = [...others, extension].sort((a, b) => Number(a.extensionNumber) - Number(b.extensionNumber));
}

/** An answer about one extension says a little more than the list of them does. */
function isAlike(a: ExtensionJson, b: ExtensionJson): boolean {
  const said = ({ extensionNumber, name, type, status, contact }: ExtensionJson) =>
    JSON.stringify([extensionNumber, name, type, status, contact]);
  return said(a) === said(b);
}

export function forgetInDirectory(extensionId: number): void {
  directory.value = directory.value.filter(({ id }) => id !== extensionId);
}

/** Reading a large directory takes many requests, of which only so many a minute are answered. */
const restMsPerPage = 3000;
const pageSize = 1000;
let restsUntilMs = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Reads the directory because something in it changed: at once, or after a rest if that was done just now. */
export function refreshDirectory(): void {
  if (waiting !== undefined) return;
  const pages = Math.floor(directory.value.length / pageSize);
  waiting = setTimeout(
    () => {
      waiting = undefined;
      restsUntilMs = Date.now() + pages * restMsPerPage;
      void readDirectory().catch(() => undefined);
    },
    Math.max(0, restsUntilMs - Date.now()),
  );
}

/** Counts anew each time: members come and go. */
export async function readReach(departmentId: number): Promise<void> {
  const members = await everyPage<{ id: number }>(`${accountPath}/department/${departmentId}/members`);
  const active = new Set(directory.value.filter(({ status }) => status === 'Enabled').map(({ id }) => id));
  const count = members.filter(({ id }) => active.has(id)).length;
  reach.value = new Map([...reach.value, [departmentId, count]]);
}

export async function everyPage<T>(path: string, query: Ask['query'] = {}): Promise<T[]> {
  const records: T[] = [];
  for (let page = 1, totalPages = 1; page <= totalPages; page++) {
    const list = await call<ListJson<T>>(path, { query: { ...query, page, perPage: pageSize } });
    records.push(...list.records);
    totalPages = list.paging.totalPages;
  }
  return records;
}

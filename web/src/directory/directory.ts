/** Everyone who can be paged, and how many a Department reaches now. Kept, so that it is there without a network. */

import { computed, signal } from '@preact/signals';
import type { memberListShape } from '../../../src/wire/departments.ts';
import type { Ask } from '../api/create-client.ts';
import type { Priority } from '../api/pacing.ts';
import { isPassing, restAfter } from '../api/refusals.ts';
import type { Answer, ExtensionJson, ListJson } from '../api/shapes.ts';
import { localDatabase } from '../browser/local-database.ts';
import { keepFor } from '../browser/local-schema.ts';
import { openTabs } from '../browser/tabs.ts';
import { accountPath, call } from '../session/client.ts';
import { me } from '../session/me.ts';
import { signedInId } from '../session/session.ts';
import { isDepartment } from './recipients.ts';

/** Everyone who can be paged was read anew, and is kept. */
const tabs = openTabs<{ readonly kind: 'directory-read' }>();
export const directory = signal<readonly ExtensionJson[]>([]);
export const departmentNumbers = computed(
  () => new Set(directory.value.filter(isDepartment).map(({ extensionNumber }) => extensionNumber)),
);
/** By Department id: how many active people are in it. */
export const reach = signal<ReadonlyMap<number, number>>(new Map());

/** What was kept of an earlier visit. */
export async function loadDirectory(): Promise<void> {
  const kept = await keptDirectory();
  if (directory.value.length === 0) directory.value = kept;
  // Whoever signs in here for the first time is not to wait until all else has begun.
  if (directory.value.length === 0) refreshDirectory();
}

async function keptDirectory(): Promise<ExtensionJson[]> {
  return ((await (await localDatabase()).get('values', 'directory')) as ExtensionJson[] | undefined) ?? [];
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
const mergeMs = 1000;
let restsUntilMs = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/**
 * Reads the directory because something in it may have changed: soon, together with what else changes, after a rest if
 * need be, and again by itself if it could not be read.
 */
export function refreshDirectory(): void {
  refreshAfter(restsUntilMs === 0 ? 0 : Math.max(mergeMs, restsUntilMs - Date.now()));
}

let failures = 0;

function refreshAfter(ms: number): void {
  if (waiting !== undefined) return;
  waiting = setTimeout(() => {
    waiting = undefined;
    readDirectory('later').then(
      () => {
        failures = 0;
      },
      (error) => {
        failures += 1;
        if (isPassing(error)) refreshAfter(restAfter(error, failures));
      },
    );
  }, ms);
}

export async function readDirectory(priority: Priority = 'normal'): Promise<void> {
  restsUntilMs = Date.now() + Math.floor(directory.value.length / pageSize) * restMsPerPage;
  const read = await everyPage<ExtensionJson>(`${accountPath}/extension`, {}, priority);
  directory.value = read;
  if (await keepFor(await localDatabase(), signedInId(), 'directory', [...read])) tabs.tell({ kind: 'directory-read' });
}

/** Shows what other tabs read, until the answer is called. */
export function followDirectory(): () => void {
  return tabs.hear('directory-read', () => {
    void keptDirectory().then((kept) => {
      directory.value = kept;
    });
  });
}

/** Members come and go: what was counted longer ago is counted anew. */
const freshMs = 15_000;
const countedMs = new Map<number, number>();

/** Whoever pages a Department does not get the page back: they are not counted. */
export async function readReach(departmentId: number): Promise<void> {
  if (Date.now() - (countedMs.get(departmentId) ?? 0) < freshMs) return;
  countedMs.set(departmentId, Date.now());
  try {
    const members = await everyPage<Answer<typeof memberListShape>['records'][number]>(
      `${accountPath}/department/${departmentId}/members`,
    );
    const active = new Set(directory.value.filter(({ status }) => status === 'Enabled').map(({ id }) => id));
    const count = members.filter(({ id }) => active.has(id) && id !== me.value?.id).length;
    reach.value = new Map([...reach.value, [departmentId, count]]);
  } catch (error) {
    countedMs.delete(departmentId);
    throw error;
  }
}

export async function everyPage<T>(
  path: string,
  query: Ask['query'] = {},
  priority: Priority = 'normal',
): Promise<T[]> {
  const records: T[] = [];
  for (let page = 1, totalPages = 1; page <= totalPages; page++) {
    const list = await call<ListJson<T>>(path, { query: { ...query, page, perPage: pageSize }, priority });
    records.push(...list.records);
    totalPages = list.paging.totalPages;
  }
  return records;
}

/** Makes pictures the same each time they are taken: one clock, and times that follow from the order of things alone. */

import type { BrowserContext, Route } from 'playwright-core';

/** Now, on every picture: a Tuesday morning. */
const nowMs = Date.parse('2026-03-10T10:42:00Z');
const stepMs = 7 * 60_000;

interface Timed {
  id: number | string;
  creationTime?: string;
  lastRenewalTime?: string;
}

export async function holdStill(context: BrowserContext): Promise<void> {
  await context.clock.setFixedTime(nowMs);
  for (const path of ['**/message-sync?**', '**/message-store?**', '**/beckon/v1/sessions']) {
    await context.route(path, retime);
  }
  await context.route('**/message-store/*', keepUnread);
}

/** Looking changes nothing, so that the next one who looks sees the same. */
async function keepUnread(route: Route): Promise<void> {
  if (route.request().method() === 'PUT') await route.abort();
  else await route.fallback();
}

/** Ids grow with time, so the newest is the last; each is seven minutes after the one before. */
async function retime(route: Route): Promise<void> {
  const response = await route.fetch();
  const body = (await response.json()) as { records?: Timed[] };
  const records = body.records ?? [];
  const inOrder = records.map(({ id }) => id).sort();
  for (const record of records) {
    const fromEnd = inOrder.length - inOrder.indexOf(record.id);
    if (record.creationTime) record.creationTime = new Date(nowMs - fromEnd * stepMs).toISOString();
    if (record.lastRenewalTime) record.lastRenewalTime = record.creationTime ?? '';
  }
  await route.fulfill({ response, json: body });
}

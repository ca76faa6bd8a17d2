/** What the web app costs its reader in a large mailbox: its first screen, scrolling through all of it, memory. */

import type { CDPSession, Page } from 'playwright-core';
import { signIn } from '../../test/acceptance/person.ts';
import { startServer } from '../../test/acceptance/server-process.ts';
import { openBrowser, signInAs, takeSeat } from '../../test/web/browser.ts';
import { fillMailbox } from '../../test/web/large-mailbox.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { type Spread, spreadOf } from '../report/spread.ts';
import { number, range, table } from '../report/table.ts';

const messages = 10_000;
const unread = 12;
/** A frame that takes longer than one and a half of sixty a second is one that was dropped. */
const droppedMs = 25;
const scrollSeconds = 5;

interface Frames {
  readonly framesMs: readonly number[];
  readonly shownRows: number;
}

export const web: Measurement = {
  name: 'web',
  summary: `The web app in Chromium, with a mailbox of ${number(messages)} messages`,
  async run({ rounds }, progress): Promise<Outcome> {
    const server = await startServer();
    const browser = await openBrowser();
    try {
      progress(`sending ${messages} pages`);
      const [reader, writer] = [await signIn(server, '101'), await signIn(server, '102')];
      await fillMailbox({ reader, writer, messages, unread });
      const seat = await takeSeat(browser);
      const { page } = seat;
      const debug = await page.context().newCDPSession(page);
      await page.addInitScript(noteFirstRow);
      await signInAs(seat, server, 'Maya Okafor');
      const cold: number[] = [];
      for (let round = 0; round < rounds; round++) {
        progress(`first screen without a local copy, ${round + 1} of ${rounds}`);
        await forget(page, debug);
        cold.push(await firstRowMs(page, server.url));
      }
      progress('scrolling to the end while older messages load');
      const loading = await scroll(page, 'until all is loaded');
      const heapBytes = await heapOf(debug);
      const warm: number[] = [];
      for (let round = 0; round < rounds; round++) {
        progress(`first screen with all of it kept, ${round + 1} of ${rounds}`);
        warm.push(await firstRowMs(page, server.url));
      }
      progress('scrolling through all of it');
      const whole = await scroll(page, 'for some seconds');
      return outcomeOf({ cold: spreadOf(cold), warm: spreadOf(warm), loading, whole, heapBytes });
    } finally {
      await browser.close();
      await server.close();
    }
  },
};

/** What runs in the page is text here: this program is checked as one for Node.js. */
const noteFirstRow = `{
  const look = () => {
    if (document.querySelector('[data-row]')) window.firstRowMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

const noteFrames = `{
  window.framesMs = [];
  let before = performance.now();
  const note = (now) => {
    window.framesMs.push(now - before);
    before = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}`;

const isAllLoaded = `(() => {
  const list = document.querySelector('.mailbox-list .scroller');
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 2;
  return isAtEnd && document.querySelector('[data-row="more"]') === null;
})()`;

const forgetCopy = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('beckon');
  opening.onsuccess = () => {
    const transaction = opening.result.transaction(['messages', 'values'], 'readwrite');
    transaction.objectStore('messages').clear();
    transaction.objectStore('values').clear();
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  };
})`;

const whatWasSeen = `({
  framesMs: window.framesMs.slice(1),
  shownRows: document.querySelectorAll('.mailbox-list li').length,
})`;

/** From the start of the navigation to the frame that shows the first conversation. */
async function firstRowMs(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/app/`);
  // A person would not notice how often it is asked; the figure itself was taken in the page.
  let ms: number | undefined;
  for (let asked = 0; ms === undefined && asked < 600; asked++) {
    await page.waitForTimeout(50);
    ms = (await page.evaluate('window.firstRowMs')) as number | undefined;
  }
  if (ms === undefined) throw new Error('the first conversation never appeared');
  // Whatever goes on after the first screen must not disturb the next one.
  await page.waitForLoadState('networkidle');
  return ms;
}

/** Leaves the session and nothing else, as for someone who has just signed in at a new machine. */
async function forget(page: Page, debug: CDPSession): Promise<void> {
  await page.evaluate(forgetCopy);
  const { origin } = new URL(page.url());
  await debug.send('Storage.clearDataForOrigin', { origin, storageTypes: 'service_workers,cache_storage' });
  await debug.send('Network.clearBrowserCache');
}

/** Turns the wheel over the list, and takes the time of each frame. */
async function scroll(page: Page, how: 'until all is loaded' | 'for some seconds'): Promise<Frames> {
  await page.locator('[data-row]').first().hover();
  await page.evaluate(noteFrames);
  const startMs = Date.now();
  const isOver = async () => {
    if (how === 'for some seconds') return Date.now() - startMs > scrollSeconds * 1000;
    return (await page.evaluate(isAllLoaded)) as boolean;
  };
  const deadlineMs = startMs + 120_000;
  while (!(await isOver()) && Date.now() < deadlineMs) {
    for (let turn = 0; turn < 10; turn++) {
      await page.mouse.wheel(0, how === 'for some seconds' ? 240 : 4000);
      await page.waitForTimeout(16);
    }
  }
  return (await page.evaluate(whatWasSeen)) as Frames;
}

async function heapOf(debug: CDPSession): Promise<number> {
  await debug.send('HeapProfiler.collectGarbage');
  const { usedSize } = await debug.send('Runtime.getHeapUsage');
  return usedSize;
}

interface Figures {
  readonly cold: Spread;
  readonly warm: Spread;
  readonly loading: Frames;
  readonly whole: Frames;
  readonly heapBytes: number;
}

function outcomeOf({ cold, warm, loading, whole, heapBytes }: Figures): Outcome {
  const screens = [
    ['first screen (ms)', 'median', 'range'],
    ['without a local copy', number(cold.median), range(cold)],
    [`with all ${number(messages)} kept`, number(warm.median), range(warm)],
  ];
  const scrolling = [
    ['scrolling', 'frames', 'median ms', '95 % ms', 'longest ms', 'dropped', 'rows in page'],
    ['while older ones load', ...frameCells(loading)],
    ['through all of it', ...frameCells(whole)],
  ];
  return {
    figures: { messages, cold, warm, loading: frameFigures(loading), whole: frameFigures(whole), heapBytes },
    text: `${table(screens)}\n\n${table(scrolling)}\n\n  memory of the page's JavaScript with all kept: ${number(heapBytes / 2 ** 20, 1)} MiB`,
    failures: [],
  };
}

function frameFigures({ framesMs, shownRows }: Frames) {
  const sorted = framesMs.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  const dropped = framesMs.filter((ms) => ms > droppedMs).length;
  return { frames: framesMs.length, medianMs: at(0.5), p95Ms: at(0.95), longestMs: at(1), dropped, shownRows };
}

function frameCells(frames: Frames): string[] {
  const { frames: count, medianMs, p95Ms, longestMs, dropped, shownRows } = frameFigures(frames);
  return [
    number(count),
    number(medianMs, 1),
    number(p95Ms, 1),
    number(longestMs, 1),
    number(dropped),
    number(shownRows),
  ];
}

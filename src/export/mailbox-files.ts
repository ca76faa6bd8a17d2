/** The content of an export's files, read from the store in steps as fast as it is taken away. */

import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IdRange } from '../domain/export.ts';
import type { Extension } from '../domain/extension.ts';
import type { AccountId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { ServerExportReads } from '../domain/reads/exports.ts';
import { csvHeading, csvOf, jsonLines } from '../wire/export-files.ts';

/** A step is short enough for a page that is sent meanwhile not to be kept waiting. */
const messagesAStep = 50;
const extensionsAStep = 500;

export async function* everyone(reads: ServerExportReads, accountId: AccountId): AsyncGenerator<Extension> {
  let afterId = 0;
  for (;;) {
    const extensions = await reads.listEveryone(accountId, { afterId, limit: extensionsAStep });
    yield* extensions;
    const last = extensions.at(-1);
    if (!last) return;
    afterId = last.extensionId;
  }
}

/** Someone's messages in a range of ids. */
export interface Mailbox {
  readonly reads: ServerExportReads;
  readonly accountId: AccountId;
  readonly extension: Extension;
  readonly range: IdRange;
}

async function* messagesOf({ reads, accountId, extension, range }: Mailbox): AsyncGenerator<readonly Message[]> {
  let afterId = 0;
  for (;;) {
    const step = { afterId, limit: messagesAStep };
    const messages = await reads.listMailbox(accountId, extension.extensionId, range, step);
    const last = messages.at(-1);
    if (!last) return;
    yield messages;
    afterId = last.copy.copyId;
    await nextTurn();
  }
}

export async function isEmpty({ reads, accountId, extension, range }: Mailbox): Promise<boolean> {
  return (await reads.listMailbox(accountId, extension.extensionId, range, { afterId: 0, limit: 1 })).length === 0;
}

export function csvFile(mailbox: Mailbox): Readable {
  async function* text(): AsyncGenerator<Buffer> {
    yield Buffer.from(csvHeading);
    for await (const messages of messagesOf(mailbox)) yield Buffer.from(csvOf(messages));
  }
  return bytesFrom(text());
}

/** `counted` hears of each step's number of messages. */
export function jsonLinesFile(mailbox: Mailbox, counted: (count: number) => void): Readable {
  async function* text(): AsyncGenerator<Buffer> {
    for await (const messages of messagesOf(mailbox)) {
      counted(messages.length);
      yield Buffer.from(jsonLines(messages));
    }
  }
  return bytesFrom(text());
}

/** One step is held at a time, however slowly it is taken. */
function bytesFrom(chunks: AsyncGenerator<Buffer>): Readable {
  return Readable.from(chunks, { objectMode: false, highWaterMark: 1 });
}

/** Writes an export into a ZIP file, with one mailbox's step in memory at a time. */

import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ExportFrame } from '../domain/export.ts';
import type { AccountId } from '../domain/ids.ts';
import type { ServerExportReads } from '../domain/reads/exports.ts';
import { type ExportedMailbox, mailboxFolder, manifestJson } from '../wire/export-files.ts';
import { csvFile, everyone, isEmpty, jsonLinesFile, type Mailbox } from './mailbox-files.ts';

export interface ArchiveRequest {
  readonly reads: ServerExportReads;
  readonly account: { readonly accountId: AccountId; readonly name: string };
  readonly frame: ExportFrame;
  /** Whether it holds any messages at all: false if only other types than pages were asked for. */
  readonly hasPages?: boolean;
  readonly signal?: AbortSignal;
  /** Asked once it is written: false leaves whatever lies in its place. */
  readonly mayStillKeep?: () => Promise<boolean>;
}

export interface WrittenArchive {
  readonly sizeBytes: number;
  readonly messageCount: number;
}

/**
 * The file is there whole or not at all, readable by its owner alone. Each mailbox is as it was when its own file was
 * written; what was sent after the frame was decided is in none.
 */
export async function writeArchive(
  request: ArchiveRequest,
  file: string,
  draft = `${file}.part`,
): Promise<WrittenArchive> {
  try {
    await rm(draft, { force: true });
    const output = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
    const messageCount = await fill(request, output);
    const { size: sizeBytes } = await stat(draft);
    if (request.mayStillKeep && !(await request.mayStillKeep())) throw new Error('another writes this archive by now');
    await rename(draft, file);
    return { sizeBytes, messageCount };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function fill(request: ArchiveRequest, output: WriteStream): Promise<number> {
  const { account, frame, signal } = request;
  const zip = new ZipFile();
  const stop = new AbortController();
  // The library hands a failing source on to the archive, not to its output.
  zip.on('error', (error: Error) => stop.abort(error));
  const signals = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const isWritten = pipeline(zip.outputStream as Readable, output, { signal: signals });
  // Whichever fails first ends the other.
  isWritten.catch((error) => stop.abort(error));
  try {
    const mailboxes = await addMailboxes(request, zip, signals);
    zip.addBuffer(Buffer.from(manifestJson(account, frame, mailboxes)), 'export.json', entryOptions(frame));
    zip.end();
    await isWritten;
    return mailboxes.reduce((sum, { messageCount }) => sum + messageCount, 0);
  } catch (error) {
    stop.abort(error);
    await isWritten.catch(() => {});
    throw signal?.aborted ? signal.reason : (stop.signal.reason ?? error);
  }
}

async function addMailboxes(
  { reads, account: { accountId }, frame, hasPages = true }: ArchiveRequest,
  zip: ZipFile,
  signal: AbortSignal,
): Promise<ExportedMailbox[]> {
  const written: ExportedMailbox[] = [];
  if (!hasPages) return written;
  const range = await reads.readExportRange(accountId, frame);
  for await (const extension of everyone(reads, accountId)) {
    signal.throwIfAborted();
    const mailbox: Mailbox = { reads, accountId, extension, range };
    if (await isEmpty(mailbox)) continue;
    let messageCount = 0;
    const add = async (name: string, content: Readable) => {
      zip.addReadStream(content, `${mailboxFolder(extension)}/${name}`, entryOptions(frame));
      try {
        await finished(content, { signal });
      } finally {
        content.destroy();
      }
    };
    await add('messages.csv', csvFile(mailbox));
    await add(
      'messages.jsonl',
      jsonLinesFile(mailbox, (count) => {
        messageCount += count;
      }),
    );
    written.push({ extension, messageCount });
  }
  return written;
}

/** The time is the export's own, from the account's clock. */
function entryOptions({ toMs }: ExportFrame) {
  return { mtime: new Date(toMs), mode: 0o100600 };
}

/** `beckon export`: writes everyone's messages of a span of time into a ZIP file. */

import { existsSync } from 'node:fs';
import { DomainError, unwrap } from '../domain/errors.ts';
import { writeArchive } from '../export/write-archive.ts';
import { readCommandLine } from '../process/config.ts';
import { OptionError, UserError } from '../process/user-error.ts';
import { isBareDay, timeFrom, untilFrom } from '../wire/queries.ts';
import { requireCompany, withStore } from './with-store.ts';

export async function exportMessages(args: readonly string[]): Promise<void> {
  const { config, values } = readCommandLine(args, { values: ['from', 'to', 'out'] });
  const { out, from, to } = values;
  if (out === undefined || out === '') throw new OptionError('export needs --out FILE');
  const { timeZone } = config;
  const fromMs = from === undefined ? 0 : timeOf(timeFrom, from, { flag: '--from', timeZone });
  const toMs = to === undefined ? undefined : timeOf(untilFrom, to, { flag: '--to', timeZone });
  if (existsSync(out)) throw new UserError(`there is a ${out} already`);
  await withStore(config, 'nothing was exported', async (store) => {
    const account = await requireCompany(store, config);
    const { accountId } = account;
    const asked = { fromMs, ...(toMs === undefined ? {} : { toMs }) };
    const frame = unwrap(await store.execute({ kind: 'begin-export', accountId, actor: 'operator', ...asked }));
    const { messageCount, sizeBytes } = await writeArchive(
      { reads: store.server, account, frame, signal: stopped() },
      out,
    );
    const span = spanText({ from, to, timeZone });
    process.stdout.write(`${messageCount} messages${span} are in ${out}, ${sizeBytes} bytes\n`);
  });
}

/** Nothing where nothing was named. */
function spanText({ from, to, timeZone }: { from?: string; to?: string; timeZone: string }): string {
  const bounds = [from === undefined ? '' : ` from ${from}`, to === undefined ? '' : ` to ${to}`].join('');
  const isOfDays = [from, to].some((bound) => bound !== undefined && isBareDay(bound));
  const included = from !== undefined && to !== undefined ? 'both included' : 'included';
  return isOfDays ? `${bounds} (days of ${timeZone}, ${included})` : bounds;
}

interface Bound {
  readonly flag: string;
  readonly timeZone: string;
}

function timeOf(read: typeof timeFrom, text: string, { flag, timeZone }: Bound): number {
  try {
    return read(text, flag, timeZone);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new OptionError(`${flag} must be a date, such as 2026-01-31 or 2026-01-31T09:00:00Z, not "${text}"`);
  }
}

/** Someone who breaks off must not leave half an export lying about. */
function stopped(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(new UserError('stopped; nothing was written')));
  }
  return controller.signal;
}

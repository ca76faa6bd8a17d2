/** `beckon audit`: whether the audit trail is whole, and its newest entries. */

import type { AuditEntry, AuditFault } from '../domain/audit.ts';
import { DomainError } from '../domain/errors.ts';
import type { Account } from '../domain/reads/company.ts';
import type { Store } from '../domain/store.ts';
import { readCommandLine } from '../process/config.ts';
import { OptionError, UserError } from '../process/user-error.ts';
import { headFrom, verificationJson } from '../wire/audit.ts';
import { shownName } from '../wire/shown-names.ts';
import { requireCompany, withStore } from './with-store.ts';

const standardCount = 50;
const maxCount = 1_000_000;
/** How many entries are read, and printed, at a time. */
const stepSize = 500;

export async function audit(args: readonly string[]): Promise<void> {
  const { config, values, words } = readCommandLine(args, { values: ['head', 'count'], hasWords: true });
  const [verb, ...rest] = words;
  if ((verb !== 'verify' && verb !== 'list') || rest.length > 0) throw new OptionError('audit takes verify or list');
  const noted = values.head === undefined ? undefined : notedHead(values.head);
  const count = values.count === undefined ? standardCount : countFrom(values.count);
  await withStore(config, 'the audit trail was not read', async (store) => {
    if (verb === 'list') return await list(store, await requireCompany(store, config), count);
    const accounts = noted ? [await requireCompany(store, config)] : await store.server.listAccounts();
    if (accounts.length === 0) throw new UserError(`${config.data} holds no company; see --data`);
    for (const account of accounts) await verify(store, account, noted);
  });
}

const faults: Readonly<Record<AuditFault, string>> = {
  changed: 'is not as it was written',
  missing: 'is missing',
  'cut-off': 'and all after it are missing',
  added: 'was not written by a change',
  'not-as-noted': 'is not the one that was noted: the trail was written anew',
};

async function verify(store: Store, { accountId, name }: Account, noted: ReturnType<typeof notedHead> | undefined) {
  const verification = await store.server.verifyAudit(accountId, noted);
  const { entryCount, head, broken } = verificationJson(verification);
  const company = `${shownName(name)} (account ${accountId})`;
  if (!broken) {
    process.stdout.write(`${company}: whole, ${entryCount} entries, head ${head}\n`);
    return;
  }
  process.stdout.write(`${company}: BROKEN: entry ${broken.number} ${faults[broken.fault]}; ${entryCount} are whole\n`);
  process.exitCode = 1;
}

async function list(store: Store, { accountId }: Account, count: number): Promise<void> {
  const numbers = new Map<number, string>();
  const numberOf = async (id: AuditEntry['actorId']): Promise<string> => {
    if (id === null) return 'operator';
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const [extension] = await store.server.listEveryone(accountId, { afterId: id - 1, limit: 1 });
    const number = extension?.extensionId === id ? extension.extensionNumber : String(id);
    numbers.set(id, number);
    return number;
  };
  const perPage = Math.min(count, stepSize);
  for (let page = 1; (page - 1) * perPage < count; page++) {
    const { records } = await store.server.listAudit(accountId, { action: [], page, perPage });
    for (const entry of records.slice(0, count - (page - 1) * perPage)) {
      process.stdout.write(`${line(entry, await numberOf(entry.actorId))}\n`);
    }
    if (records.length < perPage) return;
  }
}

/** Columns are parted by tabs, for people and for `cut` alike. */
function line({ number, timeMs, address, action, target, details }: AuditEntry, actor: string): string {
  const time = new Date(timeMs).toISOString();
  return [number, time, actor, address ?? '-', action, target ?? '-', shownName(JSON.stringify(details))].join('\t');
}

function notedHead(text: string) {
  try {
    return headFrom(text);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new OptionError(`--head must be what audit verify printed as head, not "${text}"`);
  }
}

function countFrom(text: string): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= maxCount) return count;
  throw new OptionError(`--count must be a whole number from 1 to ${maxCount}, not "${text}"`);
}

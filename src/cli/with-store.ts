/** Opens the data folder for a command that works beside a running server as well as without one. */

import { existsSync } from 'node:fs';
import { DomainError } from '../domain/errors.ts';
import type { Account } from '../domain/reads/company.ts';
import type { Store } from '../domain/store.ts';
import { openStore } from '../own-folder.ts';
import type { Config } from '../process/options.ts';
import { UserError } from '../process/user-error.ts';
import { errorAnswer } from '../wire/errors.ts';

/** How long to wait for a server that writes to the same folder. */
const patienceMs = 10_000;

/** What is refused is told in the words of the API, after `refused`. */
export async function withStore(config: Config, refused: string, work: (store: Store) => Promise<void>): Promise<void> {
  if (!existsSync(config.data)) throw new UserError(`there is no ${config.data}; see --data`);
  const store = openStore(config, { busyTimeoutMs: patienceMs });
  try {
    await work(store);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { errors } = errorAnswer(error.refusal).body;
    throw new UserError([refused, ...errors.map(({ message }) => `  ${message}`)].join('\n'));
  } finally {
    await store.close();
  }
}

/** The one company of a data folder. */
export async function requireCompany(store: Store, config: Config): Promise<Account> {
  const [account, ...others] = await store.server.listAccounts();
  if (!account || others.length > 0) throw new UserError(`${config.data} does not hold one company; see --data`);
  return account;
}

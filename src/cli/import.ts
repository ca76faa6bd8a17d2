/** `beckon import FILE`: brings the company's people and Departments up to a file. */

import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { unwrap } from '../domain/errors.ts';
import { type ImportStep, refuseProblems } from '../domain/people-import.ts';
import { readCommandLine } from '../process/config.ts';
import { OptionError, UserError } from '../process/user-error.ts';
import { PeopleFileError } from '../wire/people-file-error.ts';
import { peopleFileText } from '../wire/people-file-text.ts';
import { entriesFrom } from '../wire/people-files.ts';
import { shownName } from '../wire/shown-names.ts';
import { requireCompany, withStore } from './with-store.ts';

/** Works beside a running server as well as without one. */
export async function importPeople(args: readonly string[]): Promise<void> {
  const { config, switches, words } = readCommandLine(args, { switches: ['dry-run'], hasWords: true });
  const [file, ...rest] = words;
  if (file === undefined || rest.length > 0) throw new OptionError('import takes one people file');
  const isDryRun = switches.has('dry-run');
  const entries = readEntries(file);
  await withStore(config, 'nothing was imported', async (store) => {
    const { accountId } = await requireCompany(store, config);
    const steps = unwrap(
      await store.execute({
        kind: 'import-people',
        accountId,
        actor: 'operator',
        entries,
        isDryRun,
      }),
    );
    refuseProblems(steps.flatMap(({ problems }) => problems));
    process.stdout.write(`${report(steps, isDryRun)}\n`);
  });
}

function readEntries(file: string) {
  const format = extname(file).toLowerCase() === '.json' ? 'json' : 'csv';
  try {
    return entriesFrom(peopleFileText(readFileSync(file)), format);
  } catch (error) {
    if (error instanceof PeopleFileError) throw new UserError(`${file}: ${error.message}`);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError(`there is no ${file}`);
    throw error;
  }
}

function report(steps: readonly ImportStep[], isDryRun: boolean): string {
  const lines = steps
    .filter(({ action }) => action !== 'keep')
    .map(({ action, extensionNumber, name, changes }) =>
      `${action}  ${extensionNumber}  ${shownName(name)}  ${changes.join(' ')}`.trimEnd(),
    );
  const counts = (['create', 'update', 'keep'] as const).map(
    (action) => `${steps.filter((step) => step.action === action).length} to ${action}`,
  );
  return [...lines, `${counts.join(', ')}${isDryRun ? ' (dry run: nothing was changed)' : ''}`].join('\n');
}

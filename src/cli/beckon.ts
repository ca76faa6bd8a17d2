/** The `beckon` command: finds the subcommand and tells a person, in one line, what went wrong. */

import { UnusableDataError } from '../domain/errors.ts';
import { describeOptions } from '../process/options.ts';
import { OptionError, UserError } from '../process/user-error.ts';
import { version } from '../process/version.ts';
import { shownLines } from '../wire/shown-names.ts';

const help = `Beckon ${version}: pager messages for the people and Departments of a company.

Usage: beckon [command] [options]

Commands
  serve      run the server (what happens without a command), for the demo company unless the folder holds another
  init       found your own company in an empty folder: --company, --number, --name, --email (asked for if missing)
  import     bring people and Departments up to a CSV or JSON file; with --dry-run only say what would change
  export     write everyone's messages into a ZIP file: export --out FILE [--from DATE] [--to DATE]
  audit      audit verify [--head HEAD]: is the audit trail whole? audit list [--count N]: its newest entries
  invite     make a one-time link with which the person of an extension number sets a password
  apps       list, create, rotate and remove the programs that may call the API
  clock      is the machine's clock where the data expect it? With --accept: it is right, whatever they expect
  env        print the demo's credentials as dotenv lines
  help       print this

Options, each also settable by its environment variable (default in brackets)
${describeOptions()}
`;

type Command = (args: readonly string[]) => void | Promise<void>;

/** Each loads what it needs and no more: a person waits for it. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  init: async () => (await import('./init.ts')).init,
  apps: async () => (await import('./apps.ts')).apps,
  import: async () => (await import('./import.ts')).importPeople,
  export: async () => (await import('./export.ts')).exportMessages,
  audit: async () => (await import('./audit.ts')).audit,
  invite: async () => (await import('./invite.ts')).invite,
  clock: async () => (await import('./clock.ts')).clock,
  env: async () => (await import('./env.ts')).env,
  help: async () => () => {
    process.stdout.write(help);
  },
};

async function run([first = 'serve', ...rest]: readonly string[]): Promise<void> {
  if (first === '--version') {
    process.stdout.write(`${version}\n`);
    return;
  }
  const isFlag = first.startsWith('-');
  const [name, args] = isFlag ? ['serve', [first, ...rest]] : [first, rest];
  const isHelp = args.includes('--help') || args.includes('-h');
  const command = Object.hasOwn(commands, name) ? commands[isHelp ? 'help' : name] : undefined;
  if (!command) throw new OptionError(`there is no command "${name}"`);
  await (await command())(args);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`beckon: ${shownLines(explain(error))}\n`);
  process.exitCode = error instanceof UserError ? 2 : 1;
}

function explain(error: unknown): string {
  if (error instanceof OptionError) return `${error.message} (beckon help lists the options)`;
  if (error instanceof UserError || error instanceof UnusableDataError) return error.message;
  const { code, syscall, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return 'another program listens on that port; choose one with --port, or 0 for any free one';
  // The system's own answer about a file or an address says enough.
  if (syscall !== undefined) return message;
  return stack ?? String(error);
}

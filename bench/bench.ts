/** The bench: which measurements there are, and how they are chosen, run and printed. */

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, machineText } from './machine.ts';
import type { Measurement, Options, Outcome } from './measurement.ts';
import { abuse } from './measurements/abuse.ts';
import { coldStart } from './measurements/cold-start.ts';
import { companies } from './measurements/companies.ts';
import { departments } from './measurements/departments.ts';
import { exporting } from './measurements/export.ts';
import { live } from './measurements/live.ts';
import { mailboxes } from './measurements/mailboxes.ts';
import { memory } from './measurements/memory.ts';
import { overload } from './measurements/overload.ts';
import { reads } from './measurements/reads.ts';
import { search } from './measurements/search.ts';
import { send } from './measurements/send.ts';
import { stalls } from './measurements/stalls.ts';
import { storm } from './measurements/storm.ts';
import { web } from './measurements/web.ts';
import { webhooks } from './measurements/webhooks.ts';
import { interruptPrograms } from './servers/program.ts';

const measurements: readonly Measurement[] = [
  ...[coldStart, send, reads, departments, live, webhooks, search, exporting, stalls],
  ...[mailboxes, storm, companies, web, abuse, overload, memory],
];

const standard = { rounds: '7', seconds: '3', connections: '50' };

const help = `Usage: npm run bench -- [measurement …] [options]

Measurements (all of them, if none is named)
${measurements.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`).join('\n')}

Options
  --rounds N        pairs of rounds (${standard.rounds})
  --seconds S       how long a round lasts (${standard.seconds})
  --connections N   connections of the load (${standard.connections})
  --against DIR     another checkout, installed, that is measured beside this one in alternating rounds (send, reads, live,
                    stalls)
  --json            print figures for programs (with "npm run -s", nothing else)
  --help            print this
`;

interface Choice {
  readonly chosen: readonly Measurement[];
  readonly options: Options;
  readonly isJson: boolean;
}

/** Undefined when only help was asked for. Throws with a sentence for people on anything not understood. */
function readChoice(): Choice | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { rounds: text, seconds: text, connections: text, against: text, json: flag, help: flag },
  });
  if (values.help) return undefined;
  const atLeast = (name: keyof typeof standard, least: number) => {
    const value = Number(values[name] ?? standard[name]);
    if (value >= least && value <= 1000) return value;
    throw new Error(`--${name} must be a number from ${least} to 1000`);
  };
  const named = positionals.map((name) => {
    const measurement = measurements.find((one) => one.name === name);
    if (!measurement) throw new Error(`there is no measurement "${name}"`);
    return measurement;
  });
  return {
    chosen: named.length > 0 ? named : measurements,
    options: {
      rounds: Math.floor(atLeast('rounds', 1)),
      seconds: atLeast('seconds', 0.5),
      connections: Math.floor(atLeast('connections', 1)),
      against: values.against === undefined ? undefined : checkoutAt(values.against),
    },
    isJson: values.json ?? false,
  };
}

function checkoutAt(folder: string): string {
  const path = resolve(folder);
  if (existsSync(join(path, 'beckon')) && existsSync(join(path, 'node_modules'))) return path;
  throw new Error(`--against must name a checkout of Beckon in which "npm ci" was run; ${path} is none`);
}

/** What is being done, on one line that the next one replaces. Nothing unless a person is watching. */
function progress(doing: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${doing}`);
}

async function bench({ chosen, options, isJson }: Choice): Promise<void> {
  const packageFile = new URL('../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const machine = describeMachine();
  const print = (text: string) => isJson || process.stdout.write(`${text}\n\n`);
  print(`Beckon ${version} on ${machineText(machine)}`);

  const outcomes = new Map<string, Outcome>();
  for (const { name, summary, run } of chosen) {
    const outcome = await run(options, (doing) => progress(`${name}: ${doing}`));
    progress('');
    outcomes.set(name, outcome);
    print(`${name}: ${summary}\n\n${outcome.text}`);
  }
  const failures = [...outcomes].flatMap(([name, outcome]) => outcome.failures.map((failure) => `${name}: ${failure}`));
  if (isJson) {
    const figures = Object.fromEntries([...outcomes].map(([name, outcome]) => [name, outcome.figures]));
    process.stdout.write(
      `${JSON.stringify({ version, machine, options, measurements: figures, failures }, null, 2)}\n`,
    );
  }
  for (const failure of failures) process.stderr.write(`FAILED ${failure}\n`);
  if (failures.length > 0) process.exitCode = 1;
}

// Whatever waits for a program then fails, and cleans up on its way out.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interruptPrograms);

try {
  const choice = readChoice();
  if (choice) await bench(choice);
  else process.stdout.write(help);
} catch (error) {
  progress('');
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 1;
}

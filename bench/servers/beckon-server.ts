/** Beckon as its users run it: the `beckon` command in a process of its own, spoken to through its API alone. */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Program } from './program.ts';

const ownCheckout = join(import.meta.dirname, '../..');
const startPatienceMs = 30_000;
const answerPatienceMs = 30_000;

export interface BeckonServer extends AsyncDisposable {
  readonly program: Program;
  readonly url: string;
  /** The values of the demo's credentials file. */
  readonly demo: Readonly<Record<string, string | undefined>>;
}

export interface Start {
  /** They come after those that choose the port and the folder. */
  readonly args?: readonly string[];
  /** The folder whose Beckon it is; by default this one. */
  readonly checkout?: string;
  /** Beside that of the bench. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Resolves as soon as the server says where it listens. */
export async function startBeckon(
  dataDir: string,
  { args = [], checkout = ownCheckout, env: more = {} }: Start = {},
): Promise<BeckonServer> {
  // Its options are the standard ones, whatever the environment of the bench says.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BECKON_')));
  const child = spawn(join(checkout, 'beckon'), ['serve', '--port', '0', '--data', dataDir, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...env, ...more },
  });
  const program = new Program('Beckon', child);
  const address = new Promise<string>((resolve) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /listening at (http:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
  });
  try {
    const url = await program.during(address, 'while starting', startPatienceMs);
    return {
      program,
      url,
      get demo() {
        return parseEnv(readFileSync(join(dataDir, 'demo.env'), 'utf8'));
      },
      [Symbol.asyncDispose]: () => program.stop(),
    };
  } catch (error) {
    await program.stop();
    throw error;
  }
}

/** An access token of the person with this number. */
export async function signIn({ url, demo }: BeckonServer, extensionNumber: string): Promise<string> {
  const client = `${demo.RINGCENTRAL_CLIENT_ID}:${demo.RINGCENTRAL_CLIENT_SECRET}`;
  const answer = await askJson(`${url}/restapi/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(client).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: demo[`BECKON_JWT_${extensionNumber}`] ?? '',
    }),
  });
  return (answer as { access_token: string }).access_token;
}

/** The parsed body of a successful answer. Throws on any other. */
export async function askJson(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(answerPatienceMs) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${new URL(url).pathname}: ${response.status} ${text}`);
  return JSON.parse(text);
}

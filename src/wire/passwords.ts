/** Hashes passwords with argon2id, and compares them. The work is done on other threads than the one that answers. */

import { type Argon2Parameters, argon2, argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Memory in KiB, passes over it, lanes. */
export interface HashCost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** As OWASP's cheat sheet on password storage has it: 40 ms of one core. */
export const standardCost: HashCost = { memory: 19_456, passes: 2, parallelism: 1 };
/** Enough for what was made up by a machine and cannot be guessed. */
const leastCost: HashCost = { memory: 8, passes: 1, parallelism: 1 };

const tagLength = 32;

/** On another thread. */
function tagOf(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}

/** One text for passwords that look the same, however a keyboard composes them. */
export function normalPassword(text: string): string {
  return text.normalize('NFC');
}

/** In the PHC string format, which carries the cost and the salt. */
export async function hashPassword(text: string, cost: HashCost = standardCost): Promise<string> {
  const nonce = randomBytes(16);
  return phc(cost, nonce, await tagOf(parameters(text, nonce, cost)));
}

/** For passwords of 128 random bits and more; made at once. */
export function hashRandomPassword(text: string): string {
  const nonce = randomBytes(16);
  return phc(leastCost, nonce, argon2Sync('argon2id', parameters(text, nonce, leastCost)));
}

/** Without a hash, which nobody's password matches, it takes as long as with one. */
export async function isPassword(text: string, hash: string | undefined): Promise<boolean> {
  const parsed = hash === undefined ? undefined : parse(hash);
  if (!parsed) {
    await hashPassword(text);
    return false;
  }
  const { cost, nonce, tag } = parsed;
  return timingSafeEqual(await tagOf(parameters(text, nonce, cost)), tag);
}

/** Whether a hash was made with another cost than new ones are. */
export function isOutdated(hash: string): boolean {
  const cost = parse(hash)?.cost;
  return JSON.stringify(cost) !== JSON.stringify(standardCost);
}

function parameters(text: string, nonce: Buffer, cost: HashCost): Argon2Parameters {
  return { message: normalPassword(text), nonce, tagLength, ...cost };
}

function phc({ memory, passes, parallelism }: HashCost, nonce: Buffer, tag: Buffer): string {
  const encoded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encoded(nonce)}$${encoded(tag)}`;
}

function parse(hash: string): { cost: HashCost; nonce: Buffer; tag: Buffer } | undefined {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]{43})$/.exec(hash);
  if (!match) return undefined;
  const [, memory, passes, parallelism, nonce = '', tag = ''] = match;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

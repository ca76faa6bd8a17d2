/** Inputs of every kind, made at random from a seed: mostly what a schema asks for, often near it, sometimes far off. */

import type { Schema } from './schema-inputs.ts';

/** The same seed gives the same numbers (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but without, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  one<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

const oddTexts = [
  ...[
    '',
    ' ',
    '~',
    '*',
    '0',
    '-1',
    '1e3',
    '00',
    '1,2,3',
    ',,,',
    'null',
    'true',
    'MAX',
    'NaN',
    '../..',
    '%00',
    '%',
    '\0',
  ],
  ...[
    'ÿ',
    '👩‍⚕️',
    '\ud800',
    'e\u0301',
    '\u202e',
    '<script>',
    "'; DROP TABLE page; --",
    '{"a":1}',
    '__proto__',
    'constructor',
  ],
  ...[
    '9007199254740993',
    '99999999999999999999',
    '2025-02-30T25:61:61Z',
    '2024-01-01T00:00:00Z',
    '0000-00-00',
    '-271821-04-20',
  ],
  ...['x'.repeat(1025), '1'.repeat(400), 'a@b', 'bytes=0-', 'bytes=5-2,9-', 'Basic !!!', 'Bearer  ', '\r\nX: y'],
] as const;
const oddNumbers = [0, -1, 1, 0.5, -0, 1e308, 2 ** 53, -(2 ** 53), 1e-320, 65_536, 2 ** 31];
const oddValues: readonly unknown[] = [null, true, [], {}, [[]], [null], { toString: 1 }, { length: 1e9 }];
/** What opens more doors than any other text. */
const keywords = [
  ...[
    'Alive',
    'Deleted',
    'Read',
    'Unread',
    'Inbound',
    'Pager',
    'FSync',
    'ISync',
    'Enabled',
    'Disabled',
    'User',
    'Department',
  ],
  ...['100', '101', '102', '200', 'password', 'refresh_token', 'authorization_code', 'code', 'S256', 'none', 'cancel'],
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
];

/** What inputs are made with. */
export interface Source {
  readonly random: Random;
  /** What earlier answers carried. */
  readonly seen: readonly string[];
  /** Values that a parameter of that name may well mean. */
  likely(name: string): readonly string[];
}

export function randomText({ random, seen, likely }: Source, name = ''): string {
  const good = likely(name);
  if (good.length > 0 && random.is(0.8)) return random.one(good);
  if (seen.length > 0 && random.is(0.5)) return random.one(seen);
  return random.is(0.5) ? random.one(keywords) : random.one(oddTexts);
}

/** A list for a path, in which a few ids that may be known stand among very many that are nothing. */
export function randomIds({ random, seen, likely }: Source, name: string): string {
  const known = [...likely(name), ...seen].filter((id) => /^\d+$/.test(id));
  const isKnown = (index: number) => known.length > 0 && index % 500 === 0;
  const ids = Array.from({ length: random.one([60, 3000]) }, (_, index) =>
    isKnown(index) ? random.one(known) : String(9_000_000_000_000 + random.below(1e9)),
  );
  return ids.join(',');
}

/** A value for the schema; `wildness` is how often it is not of the kind asked for. */
export function randomInput(schema: Schema, source: Source, wildness: number, name = ''): unknown {
  const { random } = source;
  if (random.is(wildness / 4)) return random.one([...oddValues, randomText(source), random.one(oddNumbers)]);
  const inner = (one: Schema, called = name) => randomInput(one, source, wildness, called);
  const { properties, required = [], anyOf, items } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum && !random.is(wildness)) return random.one(schema.enum);
  if (anyOf) return inner(random.one(anyOf));
  if (properties) {
    const isTaken = (one: string) => (required.includes(one) ? !random.is(wildness / 4) : random.is(0.4));
    const entries = Object.keys(properties)
      .filter(isTaken)
      .map((one) => [one, inner(properties[one] ?? {}, one)]);
    if (random.is(wildness)) entries.push([random.one(oddTexts), inner({})]);
    return Object.fromEntries(entries);
  }
  if (items) {
    const length = random.is(0.02) ? random.one([200, 200, 5000]) : random.one([1, 1, 2, 0, 3]);
    return Array.from({ length }, () => inner(items));
  }
  return randomLeaf(schema, source, name);
}

function randomLeaf({ type }: Schema, source: Source, name: string): unknown {
  const { random } = source;
  if (type === 'boolean') return random.is(0.5);
  if (type === 'null') return null;
  if (type !== 'integer' && type !== 'number') return randomText(source, name);
  const number = Number(randomText(source, name));
  return Number.isSafeInteger(number) ? number : random.one(oddNumbers);
}

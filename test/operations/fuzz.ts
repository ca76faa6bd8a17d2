/**
 * Asks every operation for whatever its schemas suggest, and for much that they do not: as a script, any number of times.
 * `npm run fuzz -- --runs 100000 --seed 7`
 */

import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { operations } from '../../src/api/operations.ts';
import type { Operation } from '../../src/api/shared/operation.ts';
import { createSystemClock } from '../../src/domain/clock.ts';
import { Random, randomIds, randomInput, randomText, type Source } from './random-inputs.ts';
import { schemaOf } from './schema-inputs.ts';
import { numbers, openTenants, type Server, type Tenant } from './tenants.ts';

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  /** Told now and then how far it is. */
  readonly onProgress?: (done: number) => void;
}

export interface FuzzReport {
  /** How many answers had each status; `closed` counts raw connections that were closed, `dawdled` those that were slow. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that never succeeded. */
  readonly neverDone: readonly string[];
  /** Each with the request that brought it about. */
  readonly faults: readonly string[];
}

/** Far above what anything should take, however busy the machine is. */
const patienceMs = 20_000;
const maxSeen = 300;
const expected = new Set([501, 503]);

interface Attempt {
  readonly operation: Operation;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | undefined;
}

export async function fuzz({ runs, seed, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'beckon-fuzz-'));
  const hands = { wallMs: 0, steadyMs: 0 };
  const clock = createSystemClock({
    wallMs: () => Date.now() + hands.wallMs,
    steadyMs: () => performance.now() + hands.steadyMs,
  });
  const { server, found, close } = await openTenants(folder, clock);
  try {
    await server.listen({ port: 0, host: '127.0.0.1' });
    return await new Fuzzer({ server, found, hands }, new Random(seed)).run(runs, onProgress);
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
}

type Found = (accountId: number, secretWord: string) => Promise<Tenant>;

/** How far the clock of the wall and the steady one are from what they should be. */
interface Hands {
  wallMs: number;
  steadyMs: number;
}

const [hourMs, dayMs] = [3_600_000, 86_400_000];
const leapsMs = [-200 * dayMs, -dayMs, -hourMs, -1, 1000, hourMs, dayMs, 40 * dayMs, 3650 * dayMs];
const askedMeanwhile = 10;

class Fuzzer {
  readonly #server: Server;
  readonly #found: Found;
  readonly #hands: Hands;
  readonly #random: Random;
  readonly #statuses: Record<string, number> = {};
  readonly #succeeded = new Set<string>();
  readonly #faults: string[] = [];
  /** Ids and tokens out of answers, to be asked for. */
  #seen: string[] = [];
  #tenants = 0;
  #tenant!: Tenant;
  #tokens: readonly string[] = [];

  constructor({ server, found, hands }: { server: Server; found: Found; hands: Hands }, random: Random) {
    this.#server = server;
    this.#found = found;
    this.#hands = hands;
    this.#random = random;
    const seen = () => this.#seen;
    this.#source = {
      random,
      get seen() {
        return seen();
      },
      likely: (name) => this.#likely(name),
    };
  }

  readonly #source: Source;

  /** Where ids are found, by what their parameters are called. */
  #likely(name: string): readonly string[] {
    const { idOf, clientId } = this.#tenant;
    if (name === 'accountId') return ['~'];
    if (/number$/i.test(name)) return ['100', '101', '102', '200'];
    if (/^(departmentId|groupId|callQueueId)$/.test(name)) return [String(idOf('200'))];
    if (name === 'extensionId') return ['~', '~', String(idOf('101')), String(idOf('102'))];
    if (/^(addedExtensionIds|removedExtensionIds|addedMemberIds|removedMemberIds|managerIds|entryId|id)$/.test(name)) {
      return numbers.map((number) => String(idOf(number)));
    }
    if (/^(messageId|conversationId|replyOn|copyId|holdId)$/.test(name))
      return this.#seen.filter((id) => /^\d{9,}$/.test(id));
    if (name === 'subscriptionId') return this.#seen.filter((id) => /^[\da-f]{8}-[\da-f-]{27}$/.test(id));
    if (name === 'transportType') return ['WebHook'];
    if (name === 'address') return ['https://hooks.example/a'];
    if (name === 'eventFilters') return ['/restapi/v1.0/account/~/extension/~/message-store'];
    if (name === 'since') return ['2026-01-01T00:00:00Z'];
    if (name === 'attachmentId') return ['1'];
    if (name === 'clientId') return [clientId, ...this.#seen.filter((id) => /^[\w-]{22}$/.test(id))];
    if (/^(credentialId|sessionId|token|syncToken)$/.test(name)) return this.#seen.filter((id) => id.length > 30);
    if (name === 'roleId') return ['1', '2', '3', '4'];
    return [];
  }

  async run(runs: number, onProgress: FuzzOptions['onProgress']): Promise<FuzzReport> {
    await this.#beginCompany();
    for (let run = 0; run < runs && this.#faults.length < 10; run++) {
      if (run % 1000 === 999) onProgress?.(run + 1);
      if (run % 200 === 199) await this.#sendPages();
      if (run % 50 === 49) await this.#sendBytes();
      else if (run % 50 === 24) await this.#dawdle();
      else if (run % 200 === 74) await this.#moveClock();
      else await this.#askOnce();
    }
    const names = operations.map(({ operationId }) => operationId);
    const neverDone = names.filter((name) => !this.#succeeded.has(name));
    return { statuses: this.#statuses, neverDone, faults: this.#faults };
  }

  /** Whoever may delete themselves will; then the next company has its turn. */
  async #beginCompany(): Promise<void> {
    this.#tenants++;
    this.#tenant = await this.#found(1000 + this.#tenants, `company${this.#tenants}`);
    const signedIn = [await this.#tenant.tokensOf('100'), await this.#tenant.tokensOf('101')];
    this.#tokens = signedIn.map(({ access }) => access);
    const { idOf, jwtOf, clientId } = this.#tenant;
    this.#seen = [clientId, jwtOf('101'), ...signedIn.flatMap(({ access, refresh }) => [access, refresh])];
    this.#seen.push(...numbers.map((number) => String(idOf(number))));
    await this.#sendPages();
  }

  /** Without a few threads there is little to be found. */
  async #sendPages(): Promise<void> {
    const url = '/restapi/v1.0/account/~/extension/~/company-pager';
    for (const token of this.#tokens) {
      const to = ['100', '101', '200'].map((extensionNumber) => ({ extensionNumber }));
      const headers = { authorization: `Bearer ${token}` };
      const { body } = await this.#server.inject({ method: 'POST', url, headers, payload: { to, text: 'One more' } });
      this.#seen.push(...[...body.matchAll(/"id":(\d{9,})/g)].map(([, id = '']) => id));
    }
  }

  /** For a while the time is another; when it is right again, all goes on as if nothing had been. */
  async #moveClock(): Promise<void> {
    const hands = this.#hands;
    hands.wallMs = this.#random.one(leapsMs);
    for (let asked = 0; asked < askedMeanwhile; asked++) {
      await this.#askOnce();
      // A time that nobody expects is not believed at once.
      hands.steadyMs += 5000;
      hands.wallMs += 5000;
    }
    hands.wallMs = hands.steadyMs;
    const { statusCode } = await this.#server.inject({ method: 'GET', url: '/readyz' });
    if (statusCode !== 200) this.#faults.push(`the clock is right again, and /readyz says ${statusCode}`);
  }

  async #askOnce(): Promise<void> {
    const attempt = this.#attempt();
    const { operation, url, headers, payload } = attempt;
    const method = operation.method as 'GET';
    const body = payload === undefined ? {} : { payload };
    const answer = await inTime(this.#server.inject({ method, url, headers, ...body }));
    if (!answer) return this.#blame(attempt, 'was never answered');
    const { statusCode, body: text } = answer;
    this.#count(String(statusCode));
    if (statusCode >= 500 && !expected.has(statusCode)) this.#blame(attempt, `was answered with ${statusCode} ${text}`);
    if (!answer.headers.rcrequestid) this.#blame(attempt, 'was answered without a request id');
    const isJson = String(answer.headers['content-type']).includes('json');
    if (statusCode < 300) this.#succeeded.add(operation.operationId);
    if (isJson && text !== '') this.#readJson(attempt, statusCode, text);
    const isTimeRight = this.#hands.wallMs === this.#hands.steadyMs;
    if (
      isTimeRight &&
      statusCode === 401 &&
      this.#tokens.some((token) => headers.authorization === `Bearer ${token}`)
    ) {
      await this.#beginCompany();
    }
  }

  #readJson(attempt: Attempt, status: number, body: string): void {
    let json: Record<string, unknown>;
    try {
      json = JSON.parse(body);
    } catch {
      this.#blame(attempt, `was answered with broken JSON: ${body.slice(0, 200)}`);
      return;
    }
    const isEnvelope =
      typeof json.errorCode === 'string' && typeof json.message === 'string' && Array.isArray(json.errors);
    if (status >= 400 && !isEnvelope) this.#blame(attempt, `was refused without an envelope: ${body.slice(0, 200)}`);
    for (const [, id = ''] of body.matchAll(/"(?:\w*[iI]d|\w*[tT]oken|clientSecret|jwt)":"?([^",}\]]{1,300})/g)) {
      if (this.#seen.length < maxSeen) this.#seen.push(id);
      else this.#seen[this.#random.below(maxSeen)] = id;
    }
  }

  #attempt(): Attempt {
    const random = this.#random;
    const operation = random.one(operations);
    const { path, schema, consumes = ['application/json'] } = operation;
    const wildness = random.one([0, 0, 0.1, 0.5]);
    const url = path.replace(/:(\w+)/g, (_all, name: string) => encoded(this.#inPath(name)));
    const type = random.is(0.95)
      ? random.one(consumes)
      : random.one(['text/xml', 'application/json', 'x', 'multipart/mixed']);
    return {
      operation,
      url: `${url}${this.#query(schema, wildness)}`,
      headers: { ...this.#headers(wildness), ...(schema.body || random.is(0.1) ? { 'content-type': type } : {}) },
      payload: schema.body || random.is(0.1) ? this.#payload(schema, type, wildness) : undefined,
    };
  }

  #inPath(name: string): string {
    const isList = /^(message|extension)Id$/.test(name) && this.#random.is(0.15);
    return isList ? randomIds(this.#source, name) : randomText(this.#source, name);
  }

  #query({ querystring }: Operation['schema'], wildness: number): string {
    const random = this.#random;
    const values = querystring ? randomInput(schemaOf(querystring), this.#source, wildness) : {};
    const pairs = Object.entries((values ?? {}) as object).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${encoded(name)}=${encoded(one)}`),
    );
    if (random.is(wildness / 2)) pairs.push(randomText(this.#source).replace(/[^\w=&%]/g, ''));
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  }

  #headers(wildness: number): Record<string, string> {
    const random = this.#random;
    const headers: Record<string, string> = {};
    if (!random.is(0.04)) headers.authorization = `Bearer ${random.one(this.#tokens)}`;
    if (random.is(0.1)) {
      const { clientId, clientSecret } = this.#tenant;
      headers.authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    }
    const odd = [
      'authorization',
      'accept',
      'range',
      'idempotency-key',
      'accept-language',
      'cookie',
      'origin',
      'if-none-match',
    ];
    // What cannot stand in a header never reaches a server.
    if (random.is(wildness)) headers[random.one(odd)] = randomText(this.#source).replace(/[^\x20-\x7e]/g, '');
    if (random.is(0.1)) headers.accept = 'application/vnd.ringcentral.multipart+json';
    return headers;
  }

  #payload({ body }: Operation['schema'], type: string, wildness: number): string {
    const random = this.#random;
    if (random.is(wildness / 8))
      return random.one([
        '',
        '{',
        'null',
        '"',
        '[1,',
        `{"a":${'['.repeat(5000)}`,
        '\ufeff{}',
        '=&=&',
        '{"__proto__":{"x":1}}',
      ]);
    const value = randomInput(body ? schemaOf(body) : {}, this.#source, wildness);
    const json = JSON.stringify(value) ?? '';
    if (type.includes('csv')) return this.#peopleFile();
    if (type.includes('multipart')) return `--b\r\nContent-Type: application/json\r\n\r\n${json}\r\n--b--`;
    if (!type.includes('form')) return random.is(wildness / 8) ? json.slice(0, random.below(json.length + 1)) : json;
    const { clientId, clientSecret, jwtOf } = this.#tenant;
    const proof = random.is(0.5) ? { client_id: clientId, client_secret: clientSecret, assertion: jwtOf('101') } : {};
    const fields = { ...(value as object), ...proof };
    return Object.entries(fields)
      .map(([name, one]) => `${encoded(name)}=${encoded(one)}`)
      .join('&');
  }

  #peopleFile(): string {
    const random = this.#random;
    const cells = ['', '', '100', '101', '200', '201', 'User', 'Department', 'Enabled', 'Frozen', '-', '"a', ';'];
    const names = ['extensionNumber', 'firstName', 'type', 'status', 'departments', 'email'];
    const lines = Array.from({ length: random.below(5) }, () => {
      const rest = names.slice(1).map(() => random.one([...cells, randomText(this.#source).slice(0, 40)]));
      return [random.one(['100', '102', '200', String(300 + random.below(20)), 'x']), ...rest].join(',');
    });
    return [names.join(','), ...lines].join('\n');
  }

  /** Bytes that are hardly HTTP, on a connection of their own: it must be answered or closed. */
  async #sendBytes(): Promise<void> {
    const random = this.#random;
    const lines = [
      'GET /restapi HTTP/1.1',
      'POST /restapi/oauth/token HTTP/1.1',
      'BREW / HTTP/1.1',
      'GET',
      '\0\0\0',
      'GET  / HTTP/9.9',
    ];
    const more = [
      'Host: localhost',
      'Content-Length: -1',
      'Transfer-Encoding: chunked',
      'Content-Length: 3',
      'X\0: y',
      ': :',
      'Host: x',
    ];
    const head = [
      random.one(lines),
      ...Array.from({ length: random.below(5) }, () => random.one(more)),
      'Connection: close',
    ];
    const bytes = `${head.join(random.one(['\r\n', '\r\n', '\n']))}\r\n\r\n${randomText(this.#source)}`;
    const { port } = this.#server.server.address() as AddressInfo;
    const ending = Promise.withResolvers<string>();
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => ending.resolve(text)).on('error', () => ending.resolve(text));
    socket.end(bytes);
    const answer = await inTime(ending.promise);
    socket.destroy();
    if (answer === undefined) this.#faults.push(`raw bytes were never answered: ${JSON.stringify(bytes)}`);
    else if (/^HTTP\/1\.1 5(?!01|03)/.test(answer)) this.#faults.push(`raw bytes ${JSON.stringify(bytes)}: ${answer}`);
    this.#count(/^HTTP\/1\.1 (\d+)/.exec(answer ?? '')?.[1] ?? 'closed');
  }

  /** Several requests on one connection, sent in drops by one who does not read for a while: all must be answered. */
  async #dawdle(): Promise<void> {
    const random = this.#random;
    const ask = () => {
      const { url, headers } = this.#attempt();
      // A path that cannot be decoded ends the connection, which is right and not what is looked for here.
      const path = random.is(0.5) ? '/openapi.json' : url.replace(/[^\w/?=&~.-]/g, '');
      const token = headers.authorization === undefined ? '' : `Authorization: ${headers.authorization}\r\n`;
      return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${token}`;
    };
    const heads = Array.from({ length: 1 + random.below(40) }, ask);
    const bytes = `${heads.map((head) => `${head}\r\n`).join('')}${ask()}Connection: close\r\n\r\n`;
    const { port } = this.#server.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1').setNoDelay().setEncoding('latin1');
    socket.on('error', () => {});
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    let answers = 0;
    let rest = '';
    socket.pause().on('data', (chunk: unknown) => {
      rest += chunk;
      answers += rest.split('HTTP/1.1 ').length - 1;
      // What is left may be the beginning of the next.
      rest = (rest.split('HTTP/1.1 ').at(-1) ?? '').slice(-8);
    });
    for (let begin = 0, end = 0; begin < bytes.length; begin = end) {
      end = begin + 1 + random.below(random.one([20, 2000, 20_000]));
      socket.write(bytes.slice(begin, end));
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.resume();
    const isOver = await inTime(ended.then(() => true));
    socket.destroy();
    if (!isOver || answers !== heads.length + 1) {
      this.#faults.push(`${answers} of ${heads.length + 1} requests on a connection were answered: ${bytes}`);
    }
    this.#count('dawdled');
  }

  #count(status: string): void {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
  }

  #blame({ operation, url, headers, payload = '' }: Attempt, what: string): void {
    const { authorization: _secret, ...rest } = headers;
    const request = `${operation.method} ${url} ${JSON.stringify(rest)} ${payload.slice(0, 2000)}`;
    this.#faults.push(`${operation.operationId} ${what}\n  ${request}`);
  }
}

/** Undefined if it takes longer than anything should. */
async function inTime<T>(promise: Promise<T>): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), patienceMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Half of a surrogate pair cannot be encoded. */
function encoded(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return encodeURIComponent(text.toWellFormed());
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const [runs, seed] = [Number(values.runs ?? 50_000), Number(values.seed ?? randomInt(2 ** 31))];
  process.stdout.write(`seed ${seed}, ${runs} requests\n`);
  const onProgress = (done: number) => {
    if (done % 5000 !== 0) return;
    // Only with `node --expose-gc`.
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    process.stdout.write(`${done}: ${rss >> 20} MiB, heap ${heapUsed >> 20} MiB\n`);
  };
  const { statuses, neverDone, faults } = await fuzz({ runs, seed, onProgress });
  process.stdout.write(`${JSON.stringify(statuses)}\nnever succeeded: ${neverDone.join(' ') || 'none'}\n`);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

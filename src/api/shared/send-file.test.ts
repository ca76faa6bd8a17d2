/** Files that anyone may have, and nothing beside them. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fastify from 'fastify';
import { sendFile } from './send-file.ts';

const parent = mkdtempSync(join(tmpdir(), 'beckon-files-'));
const folder = join(parent, 'public');
mkdirSync(join(folder, 'assets'), { recursive: true });
const files = {
  'assets/app.js': 'plain',
  'assets/app.js.br': 'brotli',
  'assets/app.js.gz': 'gzip',
  'icon.png': 'image',
  '.hidden.js': 'hidden',
  '../secret.js': 'secret',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

const app = fastify();
app.get<{ Querystring: { name: string } }>('/', (request, reply) =>
  sendFile(request, reply, { folder, name: request.query.name, headers: { 'cache-control': 'no-cache' } }),
);
app.setNotFoundHandler((_request, reply) => reply.code(404).send('unknown'));
after(async () => {
  await app.close();
  rmSync(parent, { recursive: true });
});

const ask = (name: string, headers: Record<string, string> = {}) => app.inject({ url: '/', query: { name }, headers });

test('a file is sent as its kind, in the smallest form that the client takes', async () => {
  for (const [accepted, body, encoding] of [
    ['gzip, br', 'brotli', 'br'],
    ['br;q=0.5, gzip', 'gzip', 'gzip'],
    ['gzip', 'gzip', 'gzip'],
    ['br;q=0', 'plain', undefined],
    ['', 'plain', undefined],
  ] as const) {
    const answer = await ask('assets/app.js', { 'accept-encoding': accepted });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.body, body, accepted);
    assert.equal(answer.headers['content-encoding'], encoding);
    assert.match(String(answer.headers['content-type']), /javascript; charset=utf-8$/);
    assert.equal(answer.headers.vary, 'accept-encoding');
    assert.equal(answer.headers['cache-control'], 'no-cache');
  }
  const icon = await ask('icon.png', { 'accept-encoding': 'br' });
  assert.deepEqual([icon.body, icon.headers['content-type'], icon.headers.vary], ['image', 'image/png', undefined]);
});

test('who has it already is told so, and who asks for a part gets that', async () => {
  const { headers } = await ask('icon.png');
  assert.equal((await ask('icon.png', { 'if-none-match': String(headers.etag) })).statusCode, 304);
  const part = await ask('icon.png', { range: 'bytes=1-2' });
  assert.deepEqual([part.statusCode, part.body], [206, 'ma']);
  assert.equal((await ask('icon.png', { range: 'bytes=99-' })).statusCode, 416);
});

test('nothing else can be had, and a refusal is not kept as the file would be', async () => {
  const others = ['assets/app.js.br', 'assets/app.js.gz', 'assets', '', '.hidden.js', '../secret.js'];
  const spellings = [
    'assets/../icon.png',
    'assets\\app.js',
    '/icon.png',
    'assets//app.js',
    'nothing.js',
    '%2e%2e/secret.js',
  ];
  for (const name of [...others, ...spellings]) {
    const answer = await ask(name);
    assert.deepEqual([answer.statusCode, answer.body], [404, 'unknown'], name);
    assert.equal(answer.headers['cache-control'], undefined, name);
  }
});

/** The text of a page as a resource of its own: ranges, tags, file names and links. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { call, mine, type Person, signIn } from './person.ts';
import { openTarget, type Target } from './server-process.ts';

const text = 'Täglich um 7: Übergabe';
const bytes = new TextEncoder().encode(text);

let target: Target;
let person: Person;
let path: string;

before(async () => {
  target = await openTarget();
  person = await signIn(target, '101');
  const body = { to: [{ extensionNumber: '102' }], text };
  const sent = await person.call<{ attachments: { uri: string }[] }>(`${mine}/company-pager`, { body });
  path = sent.body.attachments[0]?.uri ?? '';
});
after(() => target.close());

const ranges: [name: string, range: string, status: number, start: number, end: number][] = [
  ['the first bytes', 'bytes=0-3', 206, 0, 4],
  ['all from a byte on', 'bytes=5-', 206, 5, bytes.length],
  ['the last bytes', 'bytes=-4', 206, bytes.length - 4, bytes.length],
  ['more than there is', 'bytes=3-9999', 206, 3, bytes.length],
  ['several ranges, which is the whole', 'bytes=0-1,3-4', 200, 0, bytes.length],
  ['another unit, which is the whole', 'lines=0-1', 200, 0, bytes.length],
  ['nonsense, which is the whole', 'bytes=x', 200, 0, bytes.length],
];
for (const [name, range, status, start, end] of ranges) {
  test(`a range can be ${name}`, async () => {
    const response = await fetch(path, {
      headers: { authorization: `Bearer ${person.tokens.access_token}`, range },
    });
    assert.equal(response.status, status);
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes.slice(start, end));
    const expected = status === 206 ? `bytes ${start}-${end - 1}/${bytes.length}` : null;
    assert.equal(response.headers.get('content-range'), expected);
    assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8');
  });
}

test('a range that begins past the end, or is none, is refused with 416 CMN-107', async () => {
  for (const range of ['bytes=9999-', 'bytes=-0', 'bytes=3-1']) {
    const answer = await person.call<{ errorCode: string }>(path, { headers: { range } });
    assert.deepEqual([answer.status, answer.body.errorCode], [416, 'CMN-107'], range);
    assert.equal(answer.headers.get('content-range'), `bytes */${bytes.length}`);
  }
});

test('a range is served only if the text is still the one it was asked of', async () => {
  const tag = (await person.call(path)).headers.get('etag') ?? '';
  const statusWith = async (ifRange: string) =>
    (await person.call(path, { headers: { range: 'bytes=0-3', 'if-range': ifRange } })).status;
  assert.equal(await statusWith(tag), 206);
  for (const other of ['"other"', `W/${tag}`, 'Wed, 21 Oct 2015 07:28:00 GMT']) {
    assert.equal(await statusWith(other), 200, other);
  }
});

test('HEAD says of a text what GET does, without it; a range means nothing to it', async () => {
  const { headers: expected } = await person.call(path);
  for (const headers of [{}, { range: 'bytes=0-3' }]) {
    const head = await person.call(path, { method: 'HEAD', headers });
    assert.deepEqual([head.status, head.text], [200, '']);
    for (const name of ['content-length', 'content-type', 'etag', 'accept-ranges']) {
      assert.equal(head.headers.get(name), expected.get(name), name);
    }
  }
  const token = `access_token=${person.tokens.access_token}`;
  assert.equal((await call(target, `${path}?${token}`, { method: 'HEAD' })).status, 200);
});

test('the tag of a text spares sending it again', async () => {
  const first = await person.call(path);
  const tag = first.headers.get('etag') ?? '';
  const again = await person.call(path, { headers: { 'if-none-match': tag } });
  assert.deepEqual([again.status, again.text], [304, '']);
  for (const list of [`"other", ${tag}`, `W/${tag}`, '*']) {
    assert.equal((await person.call(path, { headers: { 'if-none-match': list } })).status, 304, list);
  }
  assert.equal((await person.call(path, { headers: { 'if-none-match': '"other"' } })).status, 200);
});

test('a link may carry the token, and say how the text is to be saved', async () => {
  const query = new URLSearchParams({
    access_token: person.tokens.access_token,
    contentDisposition: 'Attachment',
    contentDispositionFilename: 'page "7".txt',
  });
  const answer = await call(target, `${path}?${query}`);
  assert.deepEqual([answer.status, answer.text], [200, text]);
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="page \\"7\\".txt"');
  for (const [search, expected] of [
    ['contentDisposition=Inline', 'inline'],
    ['contentDispositionFilename=a.txt', 'inline; filename=a.txt'],
    ['contentDisposition=Attachment', 'attachment'],
    ['', null],
  ]) {
    assert.equal((await person.call(`${path}?${search}`)).headers.get('content-disposition'), expected);
  }
  assert.equal((await person.call(`${path}?contentDisposition=Sideways`)).status, 400);
});

test('there is one attachment, and it is number 1', async () => {
  assert.equal((await person.call(path.replace(/1$/, '2'))).status, 404);
});

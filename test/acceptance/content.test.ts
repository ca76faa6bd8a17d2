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

test('a range that begins past the end is refused with 416 CMN-107', async () => {
  const answer = await person.call<{ errorCode: string }>(path, { headers: { range: 'bytes=9999-' } });
  assert.deepEqual([answer.status, answer.body.errorCode], [416, 'CMN-107']);
  assert.equal(answer.headers.get('content-range'), `bytes */${bytes.length}`);
});

test('the tag of a text spares sending it again', async () => {
  const first = await person.call(path);
  const tag = first.headers.get('etag') ?? '';
  const again = await person.call(path, { headers: { 'if-none-match': tag } });
  assert.deepEqual([again.status, again.text], [304, '']);
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
  const inline = await person.call(`${path}?contentDisposition=Inline`);
  assert.equal(inline.headers.get('content-disposition'), 'inline');
});

test('there is one attachment, and it is number 1', async () => {
  assert.equal((await person.call(path.replace(/1$/, '2'))).status, 404);
});

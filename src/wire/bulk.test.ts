/** Bulk bodies, byte for byte where clients split on bytes. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bulkAnswer, bulkFromJson, bulkFromMultipart, bulkJsonType } from './bulk.ts';
import { errorAnswer } from './errors.ts';

/** Bodies as they go over the wire, line ends included. */
function golden(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../test/fixtures/bulk', name), 'utf8');
}

const subject = 'Übergabe um 7:\r\n--Boundary_1\r\n😀';
const href = (id: number) => `http://beckon.test/message-store/${id}`;
const items = [
  {
    ...{ id: '320272670011', href: href(320272670011), status: 200 },
    body: { uri: href(320272670011), id: 320272670011, subject, readStatus: 'Read' },
  },
  { id: '111', href: href(111), ...errorAnswer({ code: 'unknown-resource', parameter: 'messageId' }) },
];

test('the JSON encoding names each resource with its status and body', () => {
  for (const accept of [bulkJsonType, `text/html, ${bulkJsonType};q=0.9`, bulkJsonType.toUpperCase()]) {
    const { contentType, pieces } = bulkAnswer(items, accept);
    const body = [...pieces].join('');
    assert.equal(contentType, bulkJsonType);
    assert.equal(body, golden('answer.multipart-json'));
  }
});

test('the multipart encoding has a part of statuses first, then one a resource, with an unquoted boundary', () => {
  for (const accept of [undefined, '*/*', 'application/json']) {
    const { contentType, pieces } = bulkAnswer(items, accept);
    const body = [...pieces].join('');
    const boundary = /^multipart\/mixed; boundary=(Boundary_\w+)$/.exec(contentType)?.[1];
    assert.ok(boundary);
    assert.equal(body.replaceAll(boundary, 'Boundary_1'), golden('answer.multipart'));
  }
});

test('the golden requests are read, whatever clients do with the boundary', () => {
  const marks = [{ body: { readStatus: 'Read' } }, { body: { readStatus: 'Unread' } }];
  for (const type of ['boundary=Boundary_1', 'charset=utf-8; boundary="Boundary_1"', 'Boundary=Boundary_1; x=y']) {
    assert.deepEqual(bulkFromMultipart(golden('request.multipart'), `multipart/mixed; ${type}`).entries, marks);
  }
  const json = (name: string) => bulkFromJson(JSON.parse(golden(name))).entries;
  assert.deepEqual(json('request-ids-in-path.multipart-json'), marks);
  assert.deepEqual(
    json('request-ids-in-body.multipart-json'),
    marks.map(({ body }, place) => ({ resourceId: ['320272670011', '111'][place], body })),
  );
});

test('a multipart request is read with and without line ends after its boundaries', () => {
  const expected = [{ body: { readStatus: 'Read' } }, { body: { readStatus: 'Unread' } }];
  const part = (body: string) => `--B.1\r\nContent-Type: application/json\r\n\r\n${body}\r\n`;
  const text = `${part('{"readStatus":"Read"}')}${part('{"readStatus":"Unread"}')}--B.1--`;
  assert.deepEqual(bulkFromMultipart(text, 'multipart/mixed; boundary=B.1').entries, expected);
  assert.deepEqual(bulkFromMultipart(`${text}\r\n`, 'multipart/mixed;boundary="B.1"').entries, expected);
  assert.deepEqual(bulkFromMultipart(text.replaceAll('\r\n', '\n'), 'multipart/mixed; boundary=B.1').entries, expected);
});

test('what is no bulk body is not taken for one', () => {
  for (const [text, type] of [
    ['--B\r\n\r\n{}\r\n--B--', 'multipart/mixed'],
    ['--B\r\n\r\n{}\r\n', 'multipart/mixed; boundary=B'],
    ['--B\r\n\r\n{x\r\n--B--', 'multipart/mixed; boundary=B'],
    ['', 'multipart/mixed; boundary=B'],
  ] as const) {
    assert.throws(() => bulkFromMultipart(text, type), SyntaxError);
  }
  assert.throws(() => bulkFromJson({ body: {} }), SyntaxError);
});

test('a JSON request may name its resources', () => {
  const entries = bulkFromJson([{ resourceId: 5, body: { readStatus: 'Read' } }, { body: {} }]).entries;
  assert.deepEqual(entries, [{ resourceId: '5', body: { readStatus: 'Read' } }, { body: {} }]);
});

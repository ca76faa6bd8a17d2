/** Bulk bodies, byte for byte where clients split on bytes. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkAnswer, bulkFromJson, bulkFromMultipart, bulkJsonType } from './bulk.ts';

const items = [
  { id: '1', href: 'http://x/1', status: 200, body: { id: 1 } },
  { id: '111', href: 'http://x/111', status: 404, body: { errorCode: 'CMN-102' } },
];

test('the JSON encoding names each resource with its status and body', () => {
  const { contentType, body } = bulkAnswer(items, `text/html, ${bulkJsonType}`);
  assert.equal(contentType, bulkJsonType);
  assert.equal(
    body,
    '[{"resourceId":"1","status":200,"body":{"id":1}},{"resourceId":"111","status":404,"body":{"errorCode":"CMN-102"}}]',
  );
});

test('the multipart encoding has a part of statuses first, then one a resource, with an unquoted boundary', () => {
  const { contentType, body } = bulkAnswer(items, undefined);
  const boundary = /^multipart\/mixed; boundary=(Boundary_\w+)$/.exec(contentType)?.[1];
  assert.ok(boundary);
  const head = `--${boundary}\r\nContent-Type: application/json\r\n\r\n`;
  const statuses =
    '{"response":[{"href":"http://x/1","status":200,"responseDescription":"OK"},' +
    '{"href":"http://x/111","status":404,"responseDescription":"Not Found"}]}';
  const parts = [statuses, '{"id":1}', '{"errorCode":"CMN-102"}'].map((part) => `${head}${part}\r\n`);
  assert.equal(body, `${parts.join('')}--${boundary}--\r\n`);
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

/** What comes in over a WebSocket, and what of it can be put to the API. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientFrameFrom, FrameError, frameErrorFrame, refusalFrame } from './frames.ts';

const meta = { type: 'ClientRequest', messageId: 'one', method: 'POST', path: '/restapi/v1.0/subscription' };

function nested(depth: number): string {
  return `[${JSON.stringify(meta)},${'['.repeat(depth)}${']'.repeat(depth)}]`;
}

function refusalOf(text: string): unknown[] {
  try {
    clientFrameFrom(text);
  } catch (error) {
    if (error instanceof FrameError) return [error.refusal.code, error.messageId];
    throw error;
  }
  return [];
}

test('a body may be nested as deep as over HTTP; a deeper one is refused under its own id', () => {
  assert.deepEqual(refusalOf(nested(64)), []);
  for (const depth of [65, 5000, 400_000]) assert.deepEqual(refusalOf(nested(depth)), ['malformed-json', 'one']);
});

test('an address that has no path of ours is refused under its own id', () => {
  for (const path of ['blob:http://beckon/restapi', 'mailto:maya']) {
    const text = JSON.stringify([{ ...meta, path }]);
    assert.deepEqual(refusalOf(text), ['unknown-route', 'one']);
  }
});

test('what is refused for a while says for how long, also of what is no request', () => {
  const headersOf = (frame: string) => JSON.parse(frame)[0].headers;
  assert.equal(headersOf(frameErrorFrame({ code: 'overloaded', retryAfterS: 3 }))['Retry-After'], '3');
  assert.equal(headersOf(refusalFrame('1', { code: 'too-many-active-requests' }))['Retry-After'], '1');
  assert.equal(headersOf(frameErrorFrame({ code: 'malformed-json' }))['Retry-After'], undefined);
});

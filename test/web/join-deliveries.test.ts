/** Which page an event belongs to, in the developer's timeline. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { filterRows, type TimelineFilter } from '../../web/src/developer/filter-rows.ts';
import { joinDeliveries, newestAttempts, type TimelineRow } from '../../web/src/developer/join-deliveries.ts';
import type { DeliveryEntry, RequestEntry } from '../../web/src/developer/shapes.ts';

function request(number: number, more: Partial<RequestEntry> = {}): RequestEntry {
  return {
    ...{ kind: 'request', number, timeMs: number, requestId: `r${number}`, method: 'GET', path: '/x' },
    ...{ operationId: null, status: 200, durationMs: 1, extensionId: null, clientId: null, isOverWebSocket: false },
    ...{ errorCode: null, message: null, hint: null, messageId: null },
    ...more,
  };
}

const page = (number: number, messageId: number) => request(number, { messageId, method: 'POST' });

function delivery(number: number, newMessageIds: number[], more: Partial<DeliveryEntry> = {}): DeliveryEntry {
  return {
    ...{ kind: 'delivery', number, timeMs: number, transport: 'WebSocket', event: '/message-store' },
    ...{ subscriptionId: 's', notificationId: `n${number}`, extensionId: '2', updatedCount: 0, attempt: null },
    newMessageIds,
    ...more,
  };
}

/** The numbers of the requests, each with those of what was told because of it. */
function drawn(rows: readonly TimelineRow[]): string[] {
  return rows.map(({ request: asked, deliveries }) =>
    [asked?.number ?? '-', ...deliveries.map(({ number }) => number)].join(' '),
  );
}

describe('an event stands under the page', () => {
  test('whose block of ids its messages lie in', () => {
    const entries = [page(1, 100), page(2, 104), delivery(3, [101]), delivery(4, [106]), delivery(5, [103])];
    assert.deepEqual(drawn(joinDeliveries(entries)), ['1 3 5', '2 4']);
  });

  test('whose first copy, the sender’s own, it names', () => {
    assert.deepEqual(drawn(joinDeliveries([page(1, 100), page(2, 104), delivery(3, [104])])), ['1', '2 3']);
  });

  test('though it was told before the request was recorded as answered', () => {
    assert.deepEqual(drawn(joinDeliveries([delivery(1, [101]), page(2, 100)])), ['2 1']);
  });

  test('and under each of several pages that it tells of together, once', () => {
    const entries = [page(1, 100), page(2, 104), delivery(3, [101, 102, 105])];
    assert.deepEqual(drawn(joinDeliveries(entries)), ['1 3', '2 3']);
  });

  test('whichever of two pages sent at once was answered first', () => {
    assert.deepEqual(drawn(joinDeliveries([page(1, 104), page(2, 100), delivery(3, [102])])), ['1', '2 3']);
  });
});

describe('an event stands by itself, where it happened', () => {
  test('if it names no new message', () => {
    const entries = [page(1, 100), delivery(2, [], { updatedCount: 1 }), request(3)];
    assert.deepEqual(drawn(joinDeliveries(entries)), ['1', '- 2', '3']);
  });

  test('if its page was sent before anything that is shown', () => {
    assert.deepEqual(drawn(joinDeliveries([delivery(1, [50]), page(2, 100)])), ['- 1', '2']);
  });
});

test('of a notification that was tried several times, a closed row shows the newest attempt', () => {
  const attempt = (number: number, notificationId: string) => delivery(number, [101], { notificationId });
  const attempts = [attempt(2, 'a'), attempt(3, 'b'), attempt(4, 'a')];
  assert.deepEqual(
    newestAttempts(attempts).map(({ number }) => number),
    [3, 4],
  );
  assert.deepEqual(drawn(joinDeliveries([page(1, 100), ...attempts])), ['1 2 3 4']);
});

describe('the timeline is narrowed down', () => {
  const all: TimelineFilter = { isErrorsOnly: false, personId: '', text: '', hidesReading: false };
  const attempt = {
    number: 1,
    isAccepted: false,
    status: 500,
    latencyMs: 3,
    reason: 'it answered 500',
    isGivenUp: false,
  };
  const rows = joinDeliveries([
    request(1, { extensionId: '1', clientId: 'web', path: '/restapi/v1.0/account/~/extension/~' }),
    request(2, { extensionId: '1', clientId: 'web', method: 'POST', messageId: 100 }),
    request(3, { extensionId: '3', clientId: 'app', status: 400, errorCode: 'MSG-324' }),
    request(4, { clientId: 'web', status: 404 }),
    delivery(5, [101], { transport: 'WebHook', attempt }),
  ]);
  const shown = (filter: Partial<TimelineFilter>) => drawn(filterRows(rows, { ...all, ...filter }, 'web'));

  test('to errors, those of webhooks among them', () => {
    assert.deepEqual(shown({ isErrorsOnly: true }), ['2 5', '3', '4']);
  });

  test('to a person who asked or was told', () => {
    assert.deepEqual(shown({ personId: '2' }), ['2 5']);
    assert.deepEqual(shown({ personId: '1' }), ['1', '2 5']);
  });

  test('to a text, in any case', () => {
    assert.deepEqual(shown({ text: ' msg-324 ' }), ['3']);
    assert.deepEqual(shown({ text: 'extension/~' }), ['1']);
    assert.deepEqual(shown({ text: 'answered 500' }), ['2 5']);
  });

  test('by what the web app merely reads, but neither its pages nor its errors', () => {
    assert.deepEqual(shown({ hidesReading: true }), ['2 5', '3', '4']);
  });
});

/** What a mailbox's CSV says of names that are written in another direction than their neighbours. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { Message } from '../domain/message.ts';
import { csvHeading, csvOf } from './export-files.ts';

function pageTo(...names: string[]): Message {
  const party = (name: string) => ({ extensionId: 1, extensionNumber: '101', name });
  const page = { pageId: 320_000_000_001, from: party('Maya'), to: names.map(party), text: 'x', createdMs: 0 };
  const copy = { copyId: 320_000_000_002, conversationId: 320_000_000_001, direction: 'Inbound', lastModifiedMs: 0 };
  return { page: { ...page, isToDepartment: false }, copy: { ...copy, availability: 'Alive', isRead: true } } as never;
}

function toNamesOf(message: Message): string | undefined {
  const [row] = parse(csvHeading + csvOf([message]), { columns: true, bom: true }) as Record<string, string>[];
  return row?.toNames;
}

test('of several names in a cell, one from right to left is kept from turning the others', () => {
  assert.equal(toNamesOf(pageTo('غرفة', 'Bo 12')), '\u2068غرفة\u2069; Bo 12');
  assert.equal(toNamesOf(pageTo('Desk\u202e', 'Bo')), '\u2068Desk\u202e\u2069; Bo');
  assert.equal(toNamesOf(pageTo('Ada', 'Bo')), 'Ada; Bo');
});

test('isolating a name arms no formula in it', () => {
  assert.equal(toNamesOf(pageTo('=غرفة', 'Bo')), "'\u2068=غرفة\u2069; Bo");
});

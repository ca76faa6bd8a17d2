/** Texts in mailboxes, and people who move between Departments. */

import assert from 'node:assert/strict';
import type { Message } from '../../domain/message.ts';
import type { Company } from './company.fixture.ts';

export const startMs = 1_700_000_000_000;

/** The texts in someone's mailbox, oldest first. */
export async function textsOf(company: Company, number: string): Promise<string[]> {
  return (await company.mailboxOf(number)).records.map(({ page }) => page.text).reverse();
}

export async function heldBy(company: Company, number: string, text: string): Promise<Message> {
  const found = (await company.mailboxOf(number)).records.find(({ page }) => page.text === text);
  assert.ok(found, `${number} holds no "${text}"`);
  return found;
}

export function move(
  company: Company,
  department: string,
  { added = [], removed = [] }: { added?: string[]; removed?: string[] },
) {
  return company.change({
    kind: 'change-members',
    changes: [
      {
        departmentId: company.idOf(department),
        addedIds: added.map(company.idOf),
        removedIds: removed.map(company.idOf),
      },
    ],
  });
}

export function codeOf(result: { ok: boolean; refusal?: { code: string } }): string | undefined {
  return result.refusal?.code;
}

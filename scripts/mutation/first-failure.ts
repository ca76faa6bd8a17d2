/** A test reporter that ends the run with the first test that fails, and names it. */

import type { TestEvent } from 'node:test/reporters';

export default async function* firstFailure(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:fail' || (data.details.error as { failureType?: string }).failureType === 'subtestsFailed')
      continue;
    process.stdout.write(`${data.name}\n`, () => process.exit(1));
  }
  yield '';
}

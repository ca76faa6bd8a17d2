/** How many pages a second can be sent to two people, beside a bare server that takes and answers the same bodies. */

import { join } from 'node:path';
import { startLoad } from '../load/load.ts';
import type { Measurement, Outcome } from '../measurement.ts';
import { type BareServer, startBareServer } from '../servers/bare-server.ts';
import { askJson, type BeckonServer, signIn, startBeckon } from '../servers/beckon-server.ts';
import { writtenBytes } from '../servers/process-figures.ts';
import { bytesIn, makeTemporaryFolder } from '../temporary-folder.ts';
import { measureRound, type Rounds } from './round.ts';
import { failuresOf, figuresOf, type Kept, textOf } from './send-report.ts';

const path = '/restapi/v1.0/account/~/extension/~/company-pager';
const body = JSON.stringify({
  to: [{ extensionNumber: '102' }, { extensionNumber: '103' }],
  text: 'Room 4 is ready. Please bring the chart and the lab results when you come.',
});

/** A server's code is fast only after it has run for some seconds. */
const warmUpRounds = 2;

export const send: Measurement = {
  name: 'send',
  summary: 'Pages from 101 to 102 and 103, three copies each, beside a bare Fastify server',
  async run({ rounds: count, seconds, connections, against }, progress): Promise<Outcome> {
    using folder = makeTemporaryFolder();
    const dataDir = join(folder.path, 'data');
    await using founded = await startBeckon(dataDir);
    await founded.program.stop();
    const foundedBytes = bytesIn(dataDir);

    await using beckon = await startBeckon(dataDir);
    const headers = await headersOf(beckon);
    const answer = (await askJson(beckon.url + path, { method: 'POST', headers, body })) as object;
    await using bare = await startBareServer({ shape: 'sent', answer });
    await using other = against ? await startBeckon(join(folder.path, 'other'), { checkout: against }) : undefined;
    const otherHeaders = other && (await headersOf(other));
    await using load = startLoad();
    const measure = (server: BeckonServer | BareServer, its = headers) =>
      measureRound(server, load, { path, headers: its, body, connections, seconds });

    const measureRounds = async (rounds: number, doing: string) => {
      const measured: Rounds[] = [];
      for (let round = 1; round <= rounds; round++) {
        progress(`${doing}, round ${round} of ${rounds}`);
        measured.push({
          beckon: await measure(beckon),
          bare: await measure(bare),
          ...(other ? { against: await measure(other, otherHeaders) } : {}),
        });
      }
      return measured;
    };

    const warmUps = await measureRounds(warmUpRounds, 'warming up');
    const writtenBefore = writtenBytes(beckon.program.pid);
    const rounds = await measureRounds(count, 'measuring');
    const writtenAfter = writtenBytes(beckon.program.pid);

    progress('counting what was kept');
    const totalElements = await countPages(beckon, '102');
    await beckon.program.stop();
    const kept: Kept = {
      // The page whose answer the bare server repeats is one of them.
      acknowledged: 1 + [...warmUps, ...rounds].reduce((sum, round) => sum + round.beckon.accepted, 0),
      inMailbox: totalElements,
      // Once ended, the server has brought its log of changes into the data file.
      fileBytes: bytesIn(dataDir) - foundedBytes,
      writtenBytes:
        writtenBefore === undefined || writtenAfter === undefined ? undefined : writtenAfter - writtenBefore,
    };
    const measured = { warmUps, rounds, kept };
    return { figures: figuresOf(measured), text: textOf(measured), failures: failuresOf(measured) };
  },
};

async function headersOf(beckon: BeckonServer) {
  return { authorization: `Bearer ${await signIn(beckon, '101')}`, 'content-type': 'application/json' };
}

/** How many messages a person's mailbox holds, as they are told themselves. */
async function countPages(beckon: BeckonServer, extensionNumber: string): Promise<number> {
  const token = await signIn(beckon, extensionNumber);
  const list = await askJson(
    `${beckon.url}/restapi/v1.0/account/~/extension/~/message-store?dateFrom=2000-01-01T00:00:00Z&perPage=1`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  return (list as { paging: { totalElements: number } }).paging.totalElements;
}

/** Signs this browser in as someone of the demo, whoever was signed in before. */

import { NoTokenAnswer } from '../api/no-token-answer.ts';
import { NetworkError } from '../api/refusals.ts';
import { appPath } from '../browser/address.ts';
import { signInByJwt } from '../session/session.ts';
import { ownTokens } from '../session/tokens.ts';
import { readDesk } from './read-desk.ts';
import type { DemoJson, DemoPersonJson } from './shapes.ts';

/** Goes to a screen of theirs, `/` for their pages. Rejects with the reason if it cannot be. */
export async function switchTo(person: DemoPersonJson, { webClientId }: DemoJson, screen: string): Promise<void> {
  await signInByJwt(webClientId, person.jwt).catch((error) => {
    throw error instanceof NoTokenAnswer ? new NetworkError() : error;
  });
  // Anew, so that nothing in memory is still the other person's.
  location.replace(appPath + screen.slice(1));
}

const besideHost = /^ext-(\d+)\.localhost$/;

/**
 * Where someone is signed in beside whoever is here: under a name of their own, which leads to the same server and for
 * which browsers keep everything apart.
 */
export function besideUrl({ extensionNumber }: DemoPersonJson): string {
  const port = location.port === '' ? '' : `:${location.port}`;
  return `${location.protocol}//ext-${extensionNumber}.localhost${port}${appPath}?beside`;
}

/** Signs in whoever the name is for. */
export async function beginBeside(): Promise<void> {
  const number = besideHost.exec(location.hostname)?.[1];
  if (number === undefined) return;
  const demo = await readDesk<DemoJson>('/beckon/v1/demo');
  const person = demo.people.find(({ extensionNumber }) => extensionNumber === number);
  if (person && (await ownTokens.keptSession())?.ownerId !== person.extensionId)
    await signInByJwt(demo.webClientId, person.jwt);
}

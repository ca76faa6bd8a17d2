/** The demo's desk: its credentials as they are kept, and a bounded memory of the requests that were answered. */

import type { Store } from '../domain/store.ts';
import { credentialJwt } from '../wire/secrets.ts';
import { demoAccountId, demoApp, demoClientSecret, demoCompany } from './company.ts';

const maxEntries = 500;

export function createDemoDesk<Entry extends object>(store: Store) {
  let entries: (Entry & { readonly number: number })[] = [];
  let count = 0;
  return {
    async readCredentials() {
      const secret = await store.readSecret();
      const credentials = await store.listCredentials(demoAccountId);
      const people = await Promise.all(
        credentials
          .filter(({ isRevoked, credentialId }) => !isRevoked && credentialId.startsWith('demo-'))
          .map(async (credential) => {
            const person = demoCompany.extensions.find(({ extensionId }) => extensionId === credential.extensionId);
            return {
              extensionNumber: person?.extensionNumber ?? '',
              name: person?.name ?? '',
              jobTitle: person?.contact.jobTitle ?? '',
              jwt: await credentialJwt(secret, credential),
            };
          }),
      );
      return { clientId: demoApp(secret).clientId as string, clientSecret: demoClientSecret(secret), people };
    },
    record(entry: Entry): void {
      count += 1;
      entries.push({ ...entry, number: count });
      if (entries.length > 2 * maxEntries) entries = entries.slice(-maxEntries);
    },
    entriesAfter(number: number): readonly (Entry & { readonly number: number })[] {
      return entries.filter((entry) => entry.number > number).slice(-maxEntries);
    },
  };
}

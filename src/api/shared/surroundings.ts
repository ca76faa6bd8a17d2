/** What an extension is shown with: where the company is, and the Departments that it is in. */

import type { Extension } from '../../domain/extension.ts';
import type { AccessGrant } from '../../domain/session.ts';
import type { Store } from '../../domain/store.ts';
import { standardCountry } from '../../wire/countries.ts';
import type { Surroundings } from '../../wire/extensions.ts';
import type { Region } from '../../wire/regional-settings.ts';
import type { ApiServices } from './services.ts';

/** More than anyone is in. */
const perPage = 1000;

/** Of a server that was told neither: the United States, and days of UTC. */
export function regionOf({ country = standardCountry, timeZone = 'UTC' }: ApiServices): Region {
  return { country, timeZone };
}

export async function surroundingsOf(
  extension: Extension,
  caller: AccessGrant,
  services: ApiServices,
): Promise<Surroundings> {
  const departments = await departmentsOf(extension, caller, services.store);
  return { urls: services.urls, region: regionOf(services), departments };
}

export async function departmentsOf(
  { extensionId }: Extension,
  caller: AccessGrant,
  store: Store,
): Promise<readonly Extension[]> {
  const query = { page: 1, perPage, status: [], type: ['Department'], memberId: extensionId };
  return (await store.as(caller).listExtensions(query)).records;
}

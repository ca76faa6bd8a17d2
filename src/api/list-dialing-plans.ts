/** GET …/dialing-plan: the countries whose numbers can be written as at home; and the dictionary's entry of that country. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { type CountryJson, countryJson, countryShape } from '../wire/countries.ts';
import { listBlocks, navigationShape, pagingFrom, pagingQuery, pagingShape } from '../wire/lists.ts';
import { accountParams, searchOf } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import type { ApiServices } from './shared/services.ts';
import { regionOf } from './shared/surroundings.ts';

const countryListShape = Type.Object(
  { uri: Type.String(), records: Type.Array(countryShape), paging: pagingShape, navigation: navigationShape },
  { title: 'CountryList' },
);
const query = Type.Object(pagingQuery);

/** Of the one country that there is. */
function listOfOne(asked: Type.Static<typeof query>, services: ApiServices, address: string, search: string) {
  const paging = pagingFrom(asked);
  const records: CountryJson[] = paging.page === 1 ? [countryJson(regionOf(services).country, services.urls)] : [];
  return { ...listBlocks({ records, totalElements: 1 }, paging, address, search), records };
}

export const listDialingPlans = operation({
  operationId: 'listDialingPlans',
  summary: 'List the countries that the company is in: one',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/dialing-plan',
  access: { app: 'ReadAccounts' },
  rate: 'Light',
  schema: { params: accountParams, querystring: query, response: { 200: countryListShape } },
  handle: async ({ query, caller, request }, services) =>
    listOfOne(query, services, `${services.urls.account(caller.accountId)}/dialing-plan`, searchOf(request)),
});

export const listCountries = operation({
  operationId: 'listCountries',
  summary: 'List the countries that are known: the company’s',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/dictionary/country',
  access: {},
  rate: 'Light',
  schema: { querystring: query, response: { 200: countryListShape } },
  handle: async ({ query, request }, services) =>
    listOfOne(query, services, `${services.urls.api}/dictionary/country`, searchOf(request)),
});

export const readCountry = operation({
  operationId: 'readCountry',
  summary: 'Read a country',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/dictionary/country/:countryId',
  access: {},
  rate: 'Light',
  schema: { params: Type.Object({ countryId: Type.String() }), response: { 200: countryShape } },
  async handle({ params }, services) {
    const { country } = regionOf(services);
    if (params.countryId !== country) throw new DomainError({ code: 'unknown-resource', parameter: 'countryId' });
    return countryJson(country, services.urls);
  },
});

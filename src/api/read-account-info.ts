/** GET …/account/{accountId}, in both versions: the company. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { maxExtensionNumberLength } from '../domain/extension.ts';
import type { Account } from '../domain/reads/company.ts';
import { regionalSettingsJson, regionalSettingsShape } from '../wire/regional-settings.ts';
import type { Urls } from '../wire/urls.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';
import { regionOf } from './shared/surroundings.ts';

export const accountShape = Type.Object(
  {
    id: Type.Integer({ format: 'int64' }),
    uri: Type.String(),
    status: Type.Literal('Confirmed'),
    setupWizardState: Type.Literal('Completed'),
    mainNumber: Type.String({ description: 'Empty: the company has no telephone here' }),
    operator: Type.Optional(Type.Object({ uri: Type.String(), id: Type.Integer(), extensionNumber: Type.String() })),
    regionalSettings: regionalSettingsShape,
    limits: Type.Object({ maxExtensionNumberLength: Type.Integer() }),
    serviceInfo: Type.Object({
      brand: Type.Object({ id: Type.String(), name: Type.String({ description: 'The company’s name' }) }),
    }),
  },
  { title: 'Account' },
);

export const readAccountInfo = operation({
  operationId: 'readAccountInfo',
  summary: 'Read the account',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId',
  access: { app: 'ReadAccounts', user: 'ReadCompanyInfo' },
  rate: 'Light',
  schema: { params: accountParams, response: { 200: accountShape } },
  async handle({ params, caller }, services) {
    const { store, urls } = services;
    requireAccountId(params, caller);
    const account = await store.as(caller).readAccount();
    if (!account) throw new DomainError({ code: 'unknown-resource', parameter: 'accountId' });
    const { operator } = account;
    const uri = urls.account(account.accountId);
    return {
      id: account.accountId,
      uri,
      status: 'Confirmed',
      setupWizardState: 'Completed',
      mainNumber: '',
      ...(operator ? { operator: operatorJson(operator, account, urls) } : {}),
      regionalSettings: regionalSettingsJson(regionOf(services), urls),
      limits: { maxExtensionNumberLength },
      serviceInfo: { brand: { id: 'beckon', name: account.name } },
    };
  },
});

export const readAccountInfoV2 = operation({
  operationId: 'readAccountInfoV2',
  summary: 'Read the account, as newer clients do',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v2/accounts/:accountId',
  access: { app: 'ReadAccounts', user: 'ReadCompanyInfo' },
  rate: 'Light',
  schema: {
    params: accountParams,
    response: {
      200: Type.Object(
        {
          id: Type.String(),
          mainNumber: Type.String(),
          status: Type.Literal('Confirmed'),
          companyName: Type.String(),
          serviceInfo: Type.Object({ brand: Type.Object({ id: Type.String(), name: Type.String() }) }),
        },
        { title: 'AccountV2' },
      ),
    },
  },
  async handle({ caller }, { store }) {
    const account = await store.as(caller).readAccount();
    if (!account) throw new DomainError({ code: 'unknown-resource', parameter: 'accountId' });
    const { accountId, name } = account;
    const serviceInfo = { brand: { id: 'beckon', name } };
    return { id: String(accountId), mainNumber: '', status: 'Confirmed' as const, companyName: name, serviceInfo };
  },
});

function operatorJson(
  { extensionId, extensionNumber }: NonNullable<Account['operator']>,
  { accountId }: Account,
  urls: Urls,
) {
  return { uri: urls.extension(accountId, extensionId), id: extensionId, extensionNumber };
}

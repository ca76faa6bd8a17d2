/** GET …/account/{accountId}: the company. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { accountParams, requireAccountId } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const accountShape = Type.Object(
  {
    id: Type.Integer({ format: 'int64' }),
    uri: Type.String(),
    status: Type.Literal('Confirmed'),
    setupWizardState: Type.Literal('Completed'),
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
  async handle({ params, grant }, { store, urls }) {
    requireAccountId(params, grant);
    const account = await store.readAccount(grant);
    if (!account) throw new DomainError({ code: 'unknown-resource', parameter: 'accountId' });
    const uri = urls.account(account.accountId);
    return {
      id: account.accountId,
      uri,
      status: 'Confirmed',
      setupWizardState: 'Completed',
      serviceInfo: { brand: { id: 'beckon', name: account.name } },
    };
  },
});

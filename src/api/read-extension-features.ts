/** GET …/features: what the caller's extension can be used for. */

import { Type } from 'typebox';
import { DomainError } from '../domain/errors.ts';
import { featureListShape, featuresJson } from '../wire/features.ts';
import { repeated, valuesOf } from '../wire/queries.ts';
import { mailboxParams } from './shared/mailbox.ts';
import { operation } from './shared/operation.ts';

export const readExtensionFeatures = operation({
  operationId: 'readExtensionFeatures',
  summary: 'List what one’s extension can be used for',
  tag: 'Company',
  method: 'GET',
  path: '/restapi/v1.0/account/:accountId/extension/:extensionId/features',
  access: { app: 'ReadAccounts', user: 'ReadExtensions' },
  rate: 'Medium',
  schema: {
    params: mailboxParams,
    querystring: Type.Object({ availableOnly: Type.Optional(Type.String()), featureId: repeated(Type.String()) }),
    response: { 200: featureListShape },
  },
  async handle({ query, caller }, { store }) {
    const [extension, state] = [
      await store.as(caller).readExtension(caller.extensionId),
      await store.server.readSessionState(caller),
    ];
    if (!extension || !state) throw new DomainError({ code: 'unknown-token' });
    const isAvailableOnly = query.availableOnly === 'true';
    return featuresJson(extension, state, { ids: valuesOf(query.featureId), isAvailableOnly });
  },
});

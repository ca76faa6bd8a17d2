/** POST …/number-parser/parse, in both versions: clients ask of each recipient whether it is a number that can be sent to. */

import {
  categorisedNumbersJson,
  categorisedNumbersShape,
  parsedNumbersJson,
  parsedNumbersShape,
  parseNumbersShape,
} from '../wire/number-parsing.ts';
import { operation } from './shared/operation.ts';
import { regionOf } from './shared/surroundings.ts';

export const parsePhoneNumber = operation({
  operationId: 'parsePhoneNumber',
  summary: 'Read numbers: all of them are extensions’',
  tag: 'Company',
  method: 'POST',
  path: '/restapi/v1.0/number-parser/parse',
  access: {},
  rate: 'Light',
  schema: { body: parseNumbersShape, response: { 200: parsedNumbersShape } },
  handle: async ({ body }, services) => parsedNumbersJson(body, regionOf(services).country, services.urls),
});

export const parsePhoneNumberV2 = operation({
  operationId: 'parsePhoneNumberV2',
  summary: 'Read numbers and say what kind each is: an extension’s',
  tag: 'Company',
  method: 'POST',
  path: '/restapi/v2/number-parser/parse',
  access: {},
  rate: 'Light',
  schema: { body: parseNumbersShape, response: { 200: categorisedNumbersShape } },
  handle: async ({ body }) => categorisedNumbersJson(body),
});

/** The credentials of the demo, for its own pages. */

import { Type } from 'typebox';

const text = Type.String();

export const demoShape = Type.Object({
  serverUrl: text,
  clientId: text,
  clientSecret: text,
  webClientId: Type.String({ description: 'Of the web app, which has no secret' }),
  people: Type.Array(Type.Object({ extensionId: text, extensionNumber: text, name: text, jobTitle: text, jwt: text })),
});

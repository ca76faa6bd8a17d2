/** The API's description for one place: whoever reads it learns where requests go, and where people sign in. */

import { type DescribedOperation, operationsIn } from './describe-operation.ts';
import type { DemoCredentials } from './services.ts';

/** `url` is an address, or for a page of ours the path in front of every other. */
export type DescriptionBytes = (url: string, credentials?: DemoCredentials) => Buffer;

/** Whose JWT is shown may change, but seldom does. */
const maxMade = 4;

/** Each is made once: however many ask for it at a time, it is in memory once. */
export function descriptionBytes(read: () => object): DescriptionBytes {
  const made = new Map<string, Buffer>();
  return (url, credentials) => {
    const key = `${url} ${credentials?.people[0]?.jwt ?? ''}`;
    const known = made.get(key);
    if (known) return known;
    if (made.size >= maxMade) made.clear();
    const bytes = Buffer.from(JSON.stringify(descriptionAt(read(), url, credentials)));
    made.set(key, bytes);
    return bytes;
  };
}

function descriptionAt(common: object, url: string, credentials: DemoCredentials | undefined): object {
  const description = structuredClone(common) as { components?: object };
  for (const one of operationsIn(description)) fillIn(one, credentials);
  const components = { ...description.components, securitySchemes: securitySchemesAt(url) };
  return { ...description, servers: [{ url: url || '/' }], components };
}

/** In front of a demo, what proves who somebody is can be said as well. */
function fillIn({ operationId, requestBody }: DescribedOperation, credentials: DemoCredentials | undefined): void {
  const [person] = credentials?.people ?? [];
  if (!credentials || !person || operationId !== 'getToken') return;
  for (const content of Object.values(requestBody?.content ?? {})) {
    content.example = { ...Object(content.example), client_id: credentials.webClientId, assertion: person.jwt };
  }
}

export function securitySchemesAt(url: string) {
  const tokenUrl = `${url}/restapi/oauth/token`;
  const authorizationCode = { authorizationUrl: `${url}/restapi/oauth/authorize`, tokenUrl, scopes: {} };
  return {
    signIn: {
      type: 'oauth2',
      description: 'By a code with PKCE, as people sign in to the web app',
      flows: { authorizationCode },
    },
    bearer: { type: 'http', scheme: 'bearer', description: 'With an access token of any app' },
  } as const;
}

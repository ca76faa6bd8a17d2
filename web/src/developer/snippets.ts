/** Programs to copy: each signs a person of the demo in, sends a page and lists messages. A test runs them as they are. */

export interface SnippetValues {
  readonly serverUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly jwt: string;
  /** The extension numbers that are paged. */
  readonly recipients: readonly string[];
}

export interface Snippet {
  readonly id: 'curl' | 'page' | 'listen' | 'webhook' | 'python' | 'env' | 'from-env';
  /** What to call the file. */
  readonly file: string;
  /** What has to be there, and how it is run. */
  readonly run: string;
  readonly text: string;
}

export type Tab = 'curl' | 'javascript' | 'python' | 'env';

const mailbox = '/restapi/v1.0/account/~/extension/~';
const install = 'npm install @ringcentral/sdk';

export function snippetsFor(values: SnippetValues): Readonly<Record<Tab, readonly Snippet[]>> {
  return {
    curl: [{ id: 'curl', file: 'page.sh', run: 'sh page.sh', text: curl(values) }],
    javascript: [
      { id: 'page', file: 'page.mjs', run: `${install}\nnode page.mjs`, text: page(values) },
      {
        id: 'listen',
        file: 'listen.mjs',
        run: `${install} @ringcentral/subscriptions\nnode listen.mjs`,
        text: listen(values),
      },
      { id: 'webhook', file: 'webhook.mjs', run: `${install}\nnode webhook.mjs`, text: webhook(values) },
    ],
    python: [{ id: 'python', file: 'page.py', run: 'pip install ringcentral\npython page.py', text: python(values) }],
    env: [
      { id: 'env', file: '.env', run: '', text: env(values) },
      {
        id: 'from-env',
        file: 'page-env.mjs',
        run: `${install}\nnode --env-file=.env page-env.mjs`,
        text: fromEnv(values),
      },
    ],
  };
}

function curl({ serverUrl, clientId, clientSecret, jwt, recipients }: SnippetValues): string {
  const to = recipients.map((extensionNumber) => `{"extensionNumber":"${extensionNumber}"}`).join(',');
  return `SERVER='${serverUrl}'

# Sign in with a JWT
TOKEN=$(curl -s -u '${clientId}:${clientSecret}' "$SERVER/restapi/oauth/token" \\
  -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer \\
  -d assertion='${jwt}' \\
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

# Send a page
curl -s "$SERVER${mailbox}/company-pager" \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"to":[${to}],"text":"Hello from curl"}'
echo

# List messages
curl -s "$SERVER${mailbox}/message-store?perPage=5" -H "Authorization: Bearer $TOKEN"
echo
`;
}

function recipientsIn({ recipients }: SnippetValues): string {
  return recipients.map((extensionNumber) => `{ extensionNumber: '${extensionNumber}' }`).join(', ');
}

function signIn({ serverUrl, clientId, clientSecret, jwt }: SnippetValues): string {
  return `const sdk = new SDK({
  server: '${serverUrl}',
  clientId: '${clientId}',
  clientSecret: '${clientSecret}',
});
const platform = sdk.platform();
await platform.login({ jwt: '${jwt}' });
`;
}

function sendAndList(values: SnippetValues, text: string): string {
  return `const sent = await platform.post('${mailbox}/company-pager', {
  to: [${recipientsIn(values)}],
  text: '${text}',
});
console.log(await sent.json());

const list = await platform.get('${mailbox}/message-store', { perPage: 5 });
for (const { direction, subject } of (await list.json()).records) console.log(direction, subject);
`;
}

function page(values: SnippetValues): string {
  return `import { SDK } from '@ringcentral/sdk';

${signIn(values)}
${sendAndList(values, 'Hello from JavaScript')}`;
}

function listen(values: SnippetValues): string {
  return `import { SDK } from '@ringcentral/sdk';
import { Subscriptions } from '@ringcentral/subscriptions';

${signIn(values)}
const subscription = new Subscriptions({ sdk }).createSubscription();
subscription.on(subscription.events.notification, ({ body }) => console.log(JSON.stringify(body)));
await subscription.setEventFilters(['${mailbox}/message-store']).register();
console.log('Listening over a WebSocket. Ctrl+C ends it.');

${sendAndList(values, 'Hello from a listener')}`;
}

function webhook(values: SnippetValues): string {
  return `import { createServer } from 'node:http';
import { SDK } from '@ringcentral/sdk';

const receiver = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  // Asked once, when the subscription is made: echoing the token says that this address wants to be told.
  const token = request.headers['validation-token'];
  if (token) response.setHeader('Validation-Token', token);
  response.end();
  if (text) console.log(text);
});
await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));

${signIn(values)}
await platform.post('/restapi/v1.0/subscription', {
  eventFilters: ['${mailbox}/message-store'],
  deliveryMode: { transportType: 'WebHook', address: \`http://127.0.0.1:\${receiver.address().port}/\` },
  expiresIn: 3600,
});
console.log('Listening for a webhook. Ctrl+C ends it.');

${sendAndList(values, 'Hello from a webhook')}`;
}

function python({ serverUrl, clientId, clientSecret, jwt, recipients }: SnippetValues): string {
  const to = recipients.map((extensionNumber) => `{'extensionNumber': '${extensionNumber}'}`).join(', ');
  return `from ringcentral import SDK

sdk = SDK(
    '${clientId}',
    '${clientSecret}',
    '${serverUrl}',
)
platform = sdk.platform()
platform.login(jwt='${jwt}')

sent = platform.post('${mailbox}/company-pager', {
    'to': [${to}],
    'text': 'Hello from Python',
})
print(sent.json_dict())

messages = platform.get('${mailbox}/message-store', {'perPage': 5})
for message in messages.json_dict()['records']:
    print(message['direction'], message['subject'])
`;
}

/** Under the names that the SDKs' documentation uses, of which there are two. */
function env({ serverUrl, clientId, clientSecret, jwt }: SnippetValues): string {
  return `RINGCENTRAL_SERVER_URL=${serverUrl}
RINGCENTRAL_CLIENT_ID=${clientId}
RINGCENTRAL_CLIENT_SECRET=${clientSecret}
RINGCENTRAL_JWT_TOKEN=${jwt}
RC_SERVER_URL=${serverUrl}
RC_APP_CLIENT_ID=${clientId}
RC_APP_CLIENT_SECRET=${clientSecret}
RC_USER_JWT=${jwt}
`;
}

function fromEnv(values: SnippetValues): string {
  return `import { SDK } from '@ringcentral/sdk';

const { RC_SERVER_URL: server, RC_APP_CLIENT_ID: clientId, RC_APP_CLIENT_SECRET: clientSecret } = process.env;
const platform = new SDK({ server, clientId, clientSecret }).platform();
await platform.login({ jwt: process.env.RC_USER_JWT });

${sendAndList(values, 'Hello from the environment')}`;
}

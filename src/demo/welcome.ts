/** What a person sees when the demo starts: where it is, who is in it, and two ways to send a first page. */

import type { Extension } from '../domain/extension.ts';
import { isAdministrator } from '../domain/role.ts';
import { shellWord } from '../wire/shell-word.ts';

export interface Welcome {
  readonly companyName: string;
  readonly publicUrl: string;
  readonly envFile: string;
  readonly extensions: readonly Extension[];
  readonly isColoured: boolean;
}

export function welcome({ companyName, publicUrl, envFile, extensions, isColoured }: Welcome): string {
  const bold = (text: string) => (isColoured ? `\x1b[1m${text}\x1b[22m` : text);
  const dim = (text: string) => (isColoured ? `\x1b[2m${text}\x1b[22m` : text);
  const people = extensions.map(
    ({ extensionNumber, name, contact, type, roles }) =>
      `  ${bold(extensionNumber)}  ${name.padEnd(18)} ${dim(
        type === 'Department'
          ? 'Department'
          : `${contact.jobTitle ?? ''}${isAdministrator({ roles }) ? ', administrator' : ''}`,
      )}`,
  );
  return `
${bold('Beckon')} is listening at ${bold(publicUrl)}
${dim(`API reference: ${publicUrl}/docs   Credentials: ${envFile}`)}

${bold(companyName)} ${dim('(demo company)')}
${people.join('\n')}

${bold('Send a page from 101 to 102 and 103')} ${dim('(paste into a shell in this folder)')}

  . ${quoted(envFile)}
  TOKEN=$(curl -s -u "$RC_APP_CLIENT_ID:$RC_APP_CLIENT_SECRET" ${publicUrl}/restapi/oauth/token \\
    -d grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer -d assertion="$RC_USER_JWT" \\
    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl -s ${publicUrl}/restapi/v1.0/account/~/extension/~/company-pager \\
    -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d '{"to":[{"extensionNumber":"102"},{"extensionNumber":"103"}],"text":"Hello!"}'

${bold('The same with @ringcentral/sdk')} ${dim(`(node --env-file=${quoted(envFile)} page.mjs)`)}

  import { SDK } from '@ringcentral/sdk'; const { RC_SERVER_URL: server, RC_APP_CLIENT_ID: clientId,
    RC_APP_CLIENT_SECRET: clientSecret, RC_USER_JWT: jwt } = process.env;
  const platform = new SDK({ server, clientId, clientSecret }).platform(); await platform.login({ jwt });
  console.log(await (await platform.post('/restapi/v1.0/account/~/extension/~/company-pager',
    { to: [{ extensionNumber: '102' }, { extensionNumber: '103' }], text: 'Hello!' })).json());

${dim('Ctrl+C stops it. Everything is kept, and there again at the next start.')}
`;
}

/** With a folder, without which `.` would look for it along the PATH. */
function quoted(file: string): string {
  return shellWord(file.includes('/') ? file : `./${file}`);
}

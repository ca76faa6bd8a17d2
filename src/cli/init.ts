/** `beckon init`: founds an organisation in an empty data folder, and lets its first administrator in. */

import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { demoAccountId } from '../demo/company.ts';
import type { FoundAccount } from '../domain/commands/company.ts';
import { isEmailAddress } from '../domain/email.ts';
import { unwrap } from '../domain/errors.ts';
import { type Extension, isExtensionNumber, nameFrom } from '../domain/extension.ts';
import type { AccountId, ExtensionId, Sequence } from '../domain/ids.ts';
import { isOneLine, withoutDirections } from '../domain/names.ts';
import { appPermissions } from '../domain/permission.ts';
import type { App } from '../domain/session.ts';
import { lockDataFolder, openStore } from '../own-folder.ts';
import { readCommandLine } from '../process/config.ts';
import { keepAddress } from '../process/kept-address.ts';
import type { Config } from '../process/options.ts';
import { OptionError, UserError } from '../process/user-error.ts';
import { newClientId, newClientSecret, webApp } from '../wire/apps.ts';
import { hashSecret } from '../wire/secrets.ts';
import { shellWord } from '../wire/shell-word.ts';
import { ask, type Question } from './ask.ts';
import { createLink, knownAddress, type Link } from './links.ts';

const nameLetters = 200;
const nameQuestion = {
  must: `it has one to ${nameLetters} letters, and no control characters`,
  isGood: (answer: string) => withoutDirections(answer) !== '' && answer.length <= nameLetters && isOneLine(answer),
};

/** What must be known, asked for in this order. */
const questions = {
  company: { text: "The company's name", ...nameQuestion },
  number: {
    text: "The administrator's extension number",
    must: 'it is one to ten digits without a leading zero',
    isGood: isExtensionNumber,
  },
  name: { text: "The administrator's name", ...nameQuestion },
  email: {
    text: "The administrator's e-mail address",
    must: 'it looks like name@clinic.example',
    isGood: isEmailAddress,
  },
} as const satisfies Record<string, Question>;
type Answers = Readonly<Record<keyof typeof questions, string>>;

export async function init(args: readonly string[]): Promise<void> {
  const { config, values } = readCommandLine(args, { values: Object.keys(questions) });
  // Two that found at once would both see an empty folder.
  const folder = lockDataFolder(config, 'beckon init');
  try {
    await found(config, values);
  } finally {
    folder.release();
  }
}

async function found(config: Config, values: Readonly<Record<string, string | undefined>>): Promise<void> {
  const store = openStore(config);
  try {
    if ((await store.server.listAccounts()).length > 0) {
      throw new UserError(`${config.data} holds a company already; name an empty folder with --data`);
    }
    const answers = await answersFrom(values);
    const secret = newClientSecret();
    const founding = founded(answers, hashSecret(secret));
    unwrap(await store.execute(founding));
    const [administrator] = founding.extensions as [Extension];
    keepAddress(config, config.publicUrl);
    const address = knownAddress(config, administrator.accountId);
    const link = address === undefined ? undefined : await createLink(store, address, administrator);
    const [app] = founding.apps as [App];
    process.stdout.write(report(answers, config.data, { link, clientId: app.clientId, secret }));
  } finally {
    await store.close();
  }
}

/** From the flags; what they leave open is asked for, if there is someone to ask. */
async function answersFrom(values: Readonly<Record<string, string | undefined>>): Promise<Answers> {
  const { stdin: input, stdout: output } = process;
  const lines = input.isTTY && output.isTTY ? createInterface({ input, output }) : undefined;
  const answers: Record<string, string> = {};
  try {
    for (const [key, question] of Object.entries(questions)) {
      const given = values[key]?.trim();
      if (given !== undefined && question.isGood(given)) answers[key] = given;
      else if (lines) answers[key] = await ask(question, given, lines, output);
      else if (given === undefined) throw new OptionError(`init needs --${key}: ${question.text.toLowerCase()}`);
      else throw new OptionError(`--${key} is not possible: "${given}"; ${question.must}`);
    }
    return Object.fromEntries(
      Object.entries(answers).map(([key, answer]) => [key, withoutDirections(answer)]),
    ) as Answers;
  } finally {
    lines?.close();
  }
}

function founded({ company, number, name, email }: Answers, secretHash: string): FoundAccount {
  const accountId = randomAccountId();
  const [lastName = '', ...firstNames] = name.split(/\s+/).reverse();
  const firstName = firstNames.reverse().join(' ');
  const contact = firstName === '' ? { firstName: lastName, email } : { firstName, lastName, email };
  const administrator: Extension = {
    accountId,
    extensionId: accountId as number as ExtensionId,
    extensionNumber: number,
    type: 'User',
    // Until the password is set.
    status: 'NotActivated',
    name: nameFrom(contact, number),
    contact,
    roles: ['administrator', 'user'],
    isDeleted: false,
  };
  const app: App = {
    ...{ accountId, clientId: newClientId(), name: 'First app', secretHash, redirectUris: [] },
    grants: ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'refresh_token'],
    scopes: appPermissions,
  };
  return {
    ...{ kind: 'found-account', accountId, name: company, firstSequence: randomInt(1e11, 9e11) as Sequence },
    ...{ extensions: [administrator], members: [], managers: [], credentials: [] },
    apps: [app, webApp(accountId, newClientId())],
  };
}

/** Ten digits, as the vendor's are; never that of the demo, by which its folder is known. */
function randomAccountId(): AccountId {
  const id = randomInt(2_000_000_000, 9_999_999_999);
  return id === demoAccountId ? randomAccountId() : (id as AccountId);
}

interface Made {
  /** None if where the server is reached is not known yet. */
  readonly link: Link | undefined;
  readonly clientId: string;
  readonly secret: string;
}

function report({ company, number, name }: Answers, data: string, made: Made): string {
  // To be pasted: without the folder it would mean another one.
  const folder = ` --data ${shellWord(data)}`;
  return `${company} is founded in ${data}. Its administrator is ${name}, extension ${number}.

${passwordAdvice(`beckon invite ${number}${folder}`, made.link)}
A first app, for programs that sign in with a JWT. Its secret is shown this once; "beckon apps" manages apps.

  RC_APP_CLIENT_ID=${made.clientId}
  RC_APP_CLIENT_SECRET=${made.secret}

Start the server with "beckon serve${folder}".
`;
}

function passwordAdvice(inviting: string, link: Link | undefined): string {
  if (!link) {
    return `To set the administrator's password, make a one-time link for where people reach the server:

  ${inviting} --public-url https://pages.example
`;
  }
  return `Once the server runs, set the administrator's password here. The link works once, until ${new Date(link.expiresMs).toISOString()};
"${inviting}" makes another.

  ${link.link}
`;
}

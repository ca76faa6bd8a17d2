/** Every text of the web app in English, by key. A plural has one form for each of the language's plural categories. */

import { company } from './en/company.ts';
import { mailbox } from './en/mailbox.ts';
import { push } from './en/push.ts';
import { shell } from './en/shell.ts';

export const en = { ...shell, ...mailbox, ...company, ...push } as const;

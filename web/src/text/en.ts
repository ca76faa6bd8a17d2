/** Every text of the web app in English, by key. A plural has one form for each of the language's plural categories. */

import { company } from './en/company.ts';
import { developer } from './en/developer.ts';
import { mailbox } from './en/mailbox.ts';
import { shell } from './en/shell.ts';

export const en = { ...shell, ...mailbox, ...company, ...developer } as const;

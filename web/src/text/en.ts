/** The texts of the web app in English that are there from its start, by key. A plural has a form for each category. */

import { company } from './en/company.ts';
import { mailbox } from './en/mailbox.ts';
import { shell } from './en/shell.ts';

export const en = { ...shell, ...mailbox, ...company } as const;

/** Every text of the web app in English, by key. A plural has one form for each of the language's plural categories. */

import { company } from './en/company.ts';
import { departments } from './en/departments.ts';
import { peopleImport } from './en/import.ts';
import { mailbox } from './en/mailbox.ts';
import { people } from './en/people.ts';
import { shell } from './en/shell.ts';

export const en = { ...shell, ...mailbox, ...company, ...people, ...departments, ...peopleImport } as const;

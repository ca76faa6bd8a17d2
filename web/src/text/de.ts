/** Every text of the web app in German. */

import type { Catalogue } from './catalogue.ts';
import { company } from './de/company.ts';
import { departments } from './de/departments.ts';
import { peopleImport } from './de/import.ts';
import { mailbox } from './de/mailbox.ts';
import { people } from './de/people.ts';
import { shell } from './de/shell.ts';

export const de: Catalogue = { ...shell, ...mailbox, ...company, ...people, ...departments, ...peopleImport };

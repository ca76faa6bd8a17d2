/** The texts of the web app in German that are there from its start. */

import type { Catalogue } from './catalogue.ts';
import { company } from './de/company.ts';
import { mailbox } from './de/mailbox.ts';
import { shell } from './de/shell.ts';

export const de: Catalogue = { ...shell, ...mailbox, ...company };

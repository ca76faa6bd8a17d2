/** Every text of the web app in German. */

import type { Catalogue } from './catalogue.ts';
import { company } from './de/company.ts';
import { developer } from './de/developer.ts';
import { mailbox } from './de/mailbox.ts';
import { shell } from './de/shell.ts';

export const de: Catalogue = { ...shell, ...mailbox, ...company, ...developer };

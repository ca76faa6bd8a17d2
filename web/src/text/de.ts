/** Every text of the web app in German. */

import type { Catalogue } from './catalogue.ts';
import { company } from './de/company.ts';
import { mailbox } from './de/mailbox.ts';
import { push } from './de/push.ts';
import { shell } from './de/shell.ts';

export const de: Catalogue = { ...shell, ...mailbox, ...company, ...push };

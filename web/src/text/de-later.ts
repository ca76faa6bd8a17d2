/** Texts of screens that few people open, in German: they load with them. */

import type { LaterCatalogue } from './catalogue.ts';
import { departments } from './de/departments.ts';
import { developer } from './de/developer.ts';
import { peopleImport } from './de/import.ts';
import { people } from './de/people.ts';
import { push } from './de/push.ts';
import { records } from './de/records.ts';

export const later: LaterCatalogue = { ...people, ...departments, ...developer, ...peopleImport, ...push, ...records };

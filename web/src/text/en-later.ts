/** Texts of screens that few people open, in English: they load with them. */

import { departments } from './en/departments.ts';
import { developer } from './en/developer.ts';
import { peopleImport } from './en/import.ts';
import { people } from './en/people.ts';
import { push } from './en/push.ts';
import { records } from './en/records.ts';

export const later = { ...people, ...departments, ...developer, ...peopleImport, ...push, ...records } as const;

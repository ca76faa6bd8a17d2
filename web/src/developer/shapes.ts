/** What the demo's desk answers: who can be signed in, and what was asked and told lately. */

import type { demoShape } from '../../../src/wire/demo.ts';
import type { deliveryEntryShape, requestEntryShape, timelineShape } from '../../../src/wire/timeline.ts';
import type { Answer } from '../api/shapes.ts';

export type DemoJson = Answer<typeof demoShape>;
export type DemoPersonJson = DemoJson['people'][number];

export type RequestEntry = Answer<typeof requestEntryShape>;
export type DeliveryEntry = Answer<typeof deliveryEntryShape>;
export type Attempt = NonNullable<DeliveryEntry['attempt']>;
export type TimelineEntry = RequestEntry | DeliveryEntry;
export type TimelineJson = Answer<typeof timelineShape>;

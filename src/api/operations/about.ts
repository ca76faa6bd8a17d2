/** Operations about the server itself: what it is, where everything is, and what a demo shows its developer. */

import { readDemo } from '../beckon/read-demo.ts';
import { readServer } from '../beckon/read-server.ts';
import { readTimeline } from '../beckon/read-timeline.ts';
import { readApiStatus, readApiVersion, readApiVersions } from '../read-api-versions.ts';
import { discovery } from '../read-discovery.ts';
import type { Operation } from '../shared/operation.ts';

export const aboutOperations: readonly Operation[] = [
  readServer,
  ...discovery,
  readDemo,
  readTimeline,
  readApiVersions,
  readApiVersion,
  readApiStatus,
];

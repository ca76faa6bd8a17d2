/** The last hour's measurements, kept while someone looks, with only the new ones asked for each time. */

import { useState } from 'preact/hooks';
import type { activityShape } from '../../../../src/wire/activity.ts';
import { reasonOf } from '../../api/reason.ts';
import type { Answer } from '../../api/shapes.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { usePolled } from '../../api/use-polled.ts';
import { call } from '../../session/client.ts';

export type Sample = ActivityJson['current'];

export type ActivityJson = Answer<typeof activityShape>;

const path = '/beckon/v1/activity';
const pollMs = 10_000;
const maxSamples = 360;

export interface Watched {
  readonly activity: ActivityJson | undefined;
  /** Why what is shown is not the newest. */
  readonly trouble: string | undefined;
  reload(): void;
}

export function useActivity(onPoll: () => void): Watched {
  const first = useLoaded(() => call<ActivityJson>(path), []);
  const [later, setLater] = useState<ActivityJson>();
  const [trouble, setTrouble] = useState<string>();
  const activity = later ?? first.value;
  const poll = async () => {
    onPoll();
    if (!activity) return;
    try {
      setLater(await readMore(activity));
      setTrouble(undefined);
    } catch (error) {
      setTrouble(reasonOf(error));
    }
  };
  usePolled(poll, pollMs);
  return { activity, trouble: trouble ?? first.trouble, reload: first.reload };
}

async function readMore(before: ActivityJson): Promise<ActivityJson> {
  const after = before.records.at(-1)?.number ?? 0;
  const read = await call<ActivityJson>(path, { query: { after } });
  if (read.startTime !== before.startTime) return await call<ActivityJson>(path);
  return { ...read, records: [...before.records, ...read.records].slice(-maxSamples) };
}

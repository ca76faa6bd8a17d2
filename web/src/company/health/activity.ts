/** The last hour's measurements, kept while someone looks, with only the new ones asked for each time. */

import { useState } from 'preact/hooks';
import { call } from '../../api/client.ts';
import { reasonOf } from '../../api/reason.ts';
import { useLoaded } from '../../api/use-loaded.ts';
import { usePolled } from '../../api/use-polled.ts';

interface Times {
  readonly mean: number;
  readonly slowest: number;
}

export interface Sample {
  readonly number: number;
  readonly endTime: string;
  readonly seconds: number;
  readonly requests: number;
  readonly refused: number;
  readonly failed: number;
  readonly pages: number;
  readonly requestMs: Times | null;
  readonly commits: number;
  readonly commands: number;
  readonly commitMs: Times | null;
  readonly waitingCommands: number;
  readonly sockets: number;
  readonly memoryBytes: number;
  /** To webhooks. */
  readonly delivered: number;
  readonly undelivered: number;
  readonly waitingDeliveries: number;
  readonly deliveryLagMs: number;
}

export interface ActivityJson {
  /** Of the server: when it changes, numbers have begun anew. */
  readonly startTime: string;
  readonly intervalSeconds: number;
  readonly records: readonly Sample[];
  readonly current: Sample;
  readonly sweep: {
    readonly isUnderWay: boolean;
    readonly lastEndTime?: string;
    readonly hasStoppedEarly: boolean;
  };
  readonly conditions: readonly Condition[];
}

/** What is wrong with the server for as long as it lasts. */
interface Condition {
  readonly code: string;
  /** In English. */
  readonly sentence: string;
  readonly detail?: string;
  readonly isBlocking: boolean;
  readonly sinceTime: string;
}

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

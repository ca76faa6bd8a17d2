/** The developer's desk: people, snippets and the timeline, beside each other where there is room. */

import { useLoaded } from '../api/use-loaded.ts';
import { LoadState } from '../design/load-state.tsx';
import { People } from './people.tsx';
import { readDesk } from './read-desk.ts';
import type { DemoJson } from './shapes.ts';
import { Snippets } from './snippet-panel.tsx';
import { Timeline } from './timeline.tsx';

/** `screenAfterwards` is where to go once someone else is signed in. */
export function Desk({ screenAfterwards }: { screenAfterwards: string }) {
  const demo = useLoaded(() => readDesk<DemoJson>('/beckon/v1/demo'), []);
  return (
    <LoadState of={demo}>
      {(value) => (
        <div class="desk">
          <div class="desk-tools">
            <People demo={value} screenAfterwards={screenAfterwards} />
            <Snippets demo={value} />
          </div>
          <Timeline demo={value} />
        </div>
      )}
    </LoadState>
  );
}

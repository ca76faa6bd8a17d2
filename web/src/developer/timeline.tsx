/** The live timeline: the newest at the bottom, followed until someone reads further up. */

import { useComputed, useSignal } from '@preact/signals';
import { t } from '../text/catalogue.ts';
import { filterRows, type TimelineFilter } from './filter-rows.ts';
import { joinDeliveries } from './join-deliveries.ts';
import type { DemoJson } from './shapes.ts';
import { clear, entries, isPaused, isReachable, useTimelineFeed } from './timeline-feed.ts';
import { TimelineFilters } from './timeline-filters.tsx';
import { TimelineList } from './timeline-list.tsx';

const everything: TimelineFilter = {
  isErrorsOnly: false,
  personId: '',
  text: '',
  hidesReading: true,
};

export function Timeline({ demo }: { demo: DemoJson }) {
  useTimelineFeed();
  const filter = useSignal(everything);
  const all = useComputed(() => joinDeliveries(entries.value));
  const shown = useComputed(() => filterRows(all.value, filter.value, demo.webClientId));
  const state = isPaused.value ? 'paused' : isReachable.value ? 'live' : 'unreachable';
  return (
    <section class="desk-panel timeline" aria-labelledby="timeline">
      <header class="timeline-head">
        <h2 id="timeline">{t('developer.timeline')}</h2>
        <p class={`timeline-state timeline-state-${state}`}>{t(`developer.state.${state}`)}</p>
        <div class="timeline-acts">
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              isPaused.value = !isPaused.value;
            }}
          >
            {t(isPaused.value ? 'developer.resume' : 'developer.pause')}
          </button>
          <button type="button" class="button button-small" onClick={clear}>
            {t('developer.clear')}
          </button>
        </div>
      </header>
      <TimelineFilters
        demo={demo}
        filter={filter.value}
        onChange={(next) => {
          filter.value = next;
        }}
      />
      {shown.value.length > 0 ? (
        <TimelineList rows={shown.value} demo={demo} />
      ) : (
        <p class="timeline-empty">{t(all.value.length === 0 ? 'developer.nothingYet' : 'developer.nothingFits')}</p>
      )}
    </section>
  );
}

/** A small chart of the last hour, with the same as a table behind it. */

import { useState } from 'preact/hooks';
import { t } from '../../text/catalogue.ts';
import { formatTime } from '../../text/formats.ts';
import type { Sample } from './activity.ts';
import { ChartLines, placeOf, type Span } from './chart-lines.tsx';
import { type ChartPlan, minutesOf, topFor } from './series.ts';

interface ChartProps {
  readonly plan: ChartPlan;
  readonly samples: readonly Sample[];
  readonly span: Span;
}

export function Chart({ plan, samples, span }: ChartProps) {
  const { name, series, format, leastTop } = plan;
  const [pointed, setPointed] = useState<Sample>();
  const shown = pointed ?? samples.at(-1);
  const values = samples.flatMap((sample) => series.map(({ of }) => of(sample))).filter((value) => value !== null);
  if (!shown || values.length === 0) return null;
  const top = topFor(Math.max(...values), leastTop);
  const textOf = (value: number | null | undefined) => (value === null || value === undefined ? '–' : format(value));
  const summary = t('health.summary', {
    name: t(name),
    now: textOf(series[0]?.of(samples.at(-1) as Sample)),
    most: format(Math.max(...values)),
  });
  const point = (event: PointerEvent) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const at = (event.clientX - box.left) / box.width;
    setPointed(nearest(samples, at, span));
  };
  return (
    <li class="card chart">
      <div class="chart-head">
        <h2>{t(name)}</h2>
        <p class="chart-values">
          {series.map(({ label, of }, index) => (
            <span key={label ?? name} class={`chart-value chart-value-${index}`}>
              <strong>{textOf(of(shown))}</strong>
              {label ? <span class="quiet"> {t(label)}</span> : null}
            </span>
          ))}
        </p>
      </div>
      <div class="chart-plot" onPointerMove={point} onPointerLeave={() => setPointed(undefined)}>
        <ChartLines {...{ series, samples, span, top, summary }} {...(pointed ? { pointed } : {})} />
        <span class="chart-top">{format(top)}</span>
      </div>
      <p class="chart-axis" aria-hidden="true">
        <span>{t('health.ago', { minutes: span.minutes })}</span>
        <span>{pointed ? formatTime(Date.parse(pointed.endTime)) : ''}</span>
        <span>{t('health.now')}</span>
      </p>
      <ChartTable plan={plan} samples={samples} textOf={textOf} />
    </li>
  );
}

function nearest(samples: readonly Sample[], at: number, span: Span): Sample | undefined {
  return samples.reduce<Sample | undefined>((best, one) => {
    const distance = (sample: Sample) => Math.abs(placeOf(sample, span) - at);
    return best === undefined || distance(one) < distance(best) ? one : best;
  }, undefined);
}

interface TableProps {
  readonly plan: ChartPlan;
  readonly samples: readonly Sample[];
  readonly textOf: (value: number | null) => string;
}

function ChartTable({ plan, samples, textOf }: TableProps) {
  const [isOpen, setOpen] = useState(false);
  const name = t(plan.name);
  const columns = plan.series.map(({ label }) => (label ? t(label) : name));
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('health.table')} <span class="unseen">{name}</span>
      </summary>
      {isOpen ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="chart-table" aria-label={t('health.tableOf', { name })} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('health.minute')}</th>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {minutesOf(samples, plan).map(({ minuteMs, values }) => (
                <tr key={minuteMs}>
                  <th scope="row">{formatTime(minuteMs)}</th>
                  {values.map((value, index) => (
                    <td key={columns[index]}>{textOf(value)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </details>
  );
}

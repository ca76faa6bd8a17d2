/** The lines of a chart, the newest at its right edge. */

import type { Sample } from './activity.ts';
import type { Series } from './series.ts';

const width = 360;
const height = 100;
/** Two measurements further apart than this have nothing between them. */
const gapMs = 30_000;

interface LinesProps {
  readonly series: readonly Series[];
  readonly samples: readonly Sample[];
  readonly span: Span;
  readonly top: number;
  readonly summary: string;
  readonly pointed?: Sample;
}

/** The time that a chart shows. */
export interface Span {
  readonly nowMs: number;
  readonly minutes: number;
}

/** Where in it, from 0 on the left to 1 on the right. */
export function placeOf({ endTime }: Sample, { nowMs, minutes }: Span): number {
  return 1 - (nowMs - Date.parse(endTime)) / (minutes * 60_000);
}

export function ChartLines({ series, samples, span, top, summary, pointed }: LinesProps) {
  const x = (sample: Sample) => placeOf(sample, span) * width;
  const [first] = series;
  return (
    <svg
      class="chart-lines"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={summary}
    >
      {[0, 0.5, 1].map((share) => (
        <path key={share} class="chart-grid" d={`M0 ${height * share}H${width}`} />
      ))}
      {first ? <path class="chart-area" d={pathOf(samples, first, { x, top, isArea: true })} /> : null}
      {series.map((one, index) => (
        <path
          key={one.label ?? 'only'}
          class={`chart-line chart-line-${index}`}
          d={pathOf(samples, one, { x, top, isArea: false })}
        />
      ))}
      {pointed ? <path class="chart-pointer" d={`M${x(pointed)} 0V${height}`} /> : null}
    </svg>
  );
}

interface Drawing {
  readonly x: (sample: Sample) => number;
  readonly top: number;
  readonly isArea: boolean;
}

function pathOf(samples: readonly Sample[], { of }: Series, { x, top, isArea }: Drawing): string {
  const runs: { x: number; y: number; endMs: number }[][] = [];
  for (const sample of samples) {
    const value = of(sample);
    const place = x(sample);
    if (value === null || place < 0) continue;
    const endMs = Date.parse(sample.endTime);
    const point = { x: place, y: height - (Math.min(value, top) / top) * height, endMs };
    const run = runs.at(-1);
    if (run && endMs - (run.at(-1)?.endMs ?? 0) <= gapMs) run.push(point);
    else runs.push([point]);
  }
  return runs
    .map((run) => {
      const [from, to] = [run[0]?.x ?? 0, run.at(-1)?.x ?? 0];
      // One alone is shown as a dot, which a line with round ends of no length is.
      const line = run.map((point) => `${round(point.x)} ${round(point.y)}`).join('L');
      return isArea
        ? `M${round(from)} ${height}L${line}L${round(to)} ${height}Z`
        : `M${line}${run.length === 1 ? 'h0' : ''}`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

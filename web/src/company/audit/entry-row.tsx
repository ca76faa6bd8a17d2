/** One entry: a sentence, what changed, and on demand everything that was kept of it. */

import { Foreign } from '../../design/foreign.tsx';
import { t } from '../../text/catalogue.ts';
import { formatMoment, formatStamp } from '../../text/formats.ts';
import type { AuditEntryJson } from './entries.ts';
import { type Names, notesOf, sentenceOf } from './sentences.ts';

export function EntryRow({ entry, names }: { entry: AuditEntryJson; names: Names }) {
  const { number, time, address, action, target, details } = entry;
  const timeMs = Date.parse(time);
  const notes = notesOf(entry, names);
  const facts: readonly (readonly [string, string | null])[] = [
    [t('audit.number'), String(number)],
    [t('audit.time'), formatMoment(timeMs)],
    [t('audit.address'), address],
    [t('audit.action'), action],
    [t('audit.target'), target],
  ];
  return (
    <li class="trail-entry">
      <time class="quiet" dateTime={time}>
        {formatStamp(timeMs)}
      </time>
      <div class="entry-text">
        <p>{sentenceOf(entry, names)}</p>
        {notes.length > 0 ? <p class="quiet">{notes.join(' · ')}</p> : null}
        <details>
          <summary>
            {t('audit.details')} <span class="unseen">{number}</span>
          </summary>
          <dl class="facts">
            {facts.map(([label, value]) =>
              value === null ? null : (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    <Foreign text={value} />
                  </dd>
                </div>
              ),
            )}
          </dl>
          {Object.keys(details).length > 0 ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            <pre class="code-block" tabIndex={0}>
              {JSON.stringify(details, null, 2)}
            </pre>
          ) : null}
        </details>
      </div>
    </li>
  );
}

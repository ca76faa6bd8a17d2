/** One request as it was answered, what went wrong in it, and who was told because of it. */

import { useId } from 'preact/hooks';
import { addressOf } from '../browser/address.ts';
import { CopyButton } from '../design/copy-button.tsx';
import { Foreign } from '../design/foreign.tsx';
import { t } from '../text/catalogue.ts';
import { formatClock, formatMoment } from '../text/formats.ts';
import { DeliveryLine } from './delivery-line.tsx';
import { newestAttempts, type TimelineRow } from './join-deliveries.ts';
import { personIn, roundedMs } from './row-texts.ts';
import type { DemoJson, RequestEntry } from './shapes.ts';

export interface RowViewProps {
  readonly row: TimelineRow;
  readonly demo: DemoJson;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function RowView({ row: { request, deliveries }, demo, isOpen, onToggle }: RowViewProps) {
  const shown = isOpen ? deliveries : newestAttempts(deliveries);
  return (
    <div class="entry">
      {request ? <RequestView request={request} demo={demo} isOpen={isOpen} onToggle={onToggle} /> : null}
      {deliveries.length === 0 ? null : (
        <ul class="deliveries" aria-label={t('developer.deliveries')}>
          {shown.map((delivery) => (
            <DeliveryLine key={delivery.number} delivery={delivery} demo={demo} hasTime={!request} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The caller's own mailbox goes without saying. */
function shortened(path: string): string {
  return path.replace(/^\/restapi\/v1\.0(\/account\/~(\/extension\/~)?)?(?=\/)/, '…');
}

function kindOf(status: number): string {
  return status >= 500 ? 'fault' : status >= 400 ? 'refused' : 'fine';
}

interface RequestViewProps extends Omit<RowViewProps, 'row'> {
  readonly request: RequestEntry;
}

function RequestView({ request, demo, isOpen, onToggle }: RequestViewProps) {
  const detailsId = useId();
  const { status, method, path, timeMs, errorCode, message, extensionId, durationMs, isOverWebSocket } = request;
  const about = [
    ...(extensionId ? [personIn(demo, extensionId)] : []),
    ...(isOverWebSocket ? [t('developer.overWebSocket')] : []),
    ...(request.clientId === demo.webClientId ? [t('developer.webApp')] : []),
    t('developer.duration', { ms: roundedMs(durationMs) }),
  ];
  return (
    <>
      <button type="button" class="entry-head" aria-expanded={isOpen} aria-controls={detailsId} onClick={onToggle}>
        <span class={`status status-${kindOf(status)}`}>{status}</span>
        <span class="entry-path">
          <b>{method}</b> <Foreign text={shortened(path)} />
        </span>
        <time class="entry-time" dateTime={new Date(timeMs).toISOString()}>
          {formatClock(timeMs)}
        </time>
        <span class="entry-about">{about.join(' · ')}</span>
        {errorCode || message ? (
          <span class="entry-error">
            {errorCode ? <b>{errorCode}</b> : null} {message ? <Foreign text={message} /> : null}
          </span>
        ) : null}
      </button>
      <div id={detailsId} hidden={!isOpen}>
        {isOpen ? <Details request={request} demo={demo} /> : null}
      </div>
    </>
  );
}

function Details({ request, demo }: { request: RequestEntry; demo: DemoJson }) {
  const { hint, status, errorCode, operationId, path, method, requestId, messageId, timeMs, clientId } = request;
  return (
    <div class="entry-details">
      {hint ? (
        <p class="entry-hint">
          <b>{t('developer.mend')}</b> <Foreign text={hint} />.
        </p>
      ) : null}
      {status >= 400 ? (
        <p>
          <a href={addressOf(`/docs/errors#${errorCode ?? ''}`)} target="_blank" rel="noopener noreferrer">
            {t('developer.aboutError', { code: errorCode ?? status })}
          </a>
        </p>
      ) : null}
      <dl>
        <Fact term={t('developer.address')} text={`${method} ${path}`} />
        {operationId ? <Fact term={t('developer.operation')} text={operationId} /> : null}
        {messageId === null ? null : <Fact term={t('developer.messageId')} text={String(messageId)} />}
        {clientId ? (
          <Fact term={t('developer.app')} text={clientId === demo.webClientId ? t('developer.webApp') : clientId} />
        ) : null}
        <Fact term={t('developer.time')} text={formatMoment(timeMs)} />
        <Fact term={t('developer.requestId')} text={requestId} />
      </dl>
      <CopyButton text={requestId} what={t('developer.thisRequestId')} isNamed />
    </div>
  );
}

function Fact({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>
        <Foreign text={text} />
      </dd>
    </>
  );
}

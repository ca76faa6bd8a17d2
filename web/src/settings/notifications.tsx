/** Notifications on this device: what is so, in plain words; turning them on and off; a test that tells the truth. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { reasonOf } from '../api/reason.ts';
import { ApiError, NetworkError } from '../api/refusals.ts';
import { useLoaded } from '../api/use-loaded.ts';
import { announce } from '../design/announcer.tsx';
import { LoadState } from '../design/load-state.tsx';
import { Trouble } from '../design/trouble.tsx';
import { type PushSituation, type PushState, readPush, turnOff, turnOn } from '../push/subscription.ts';
import { t } from '../text/catalogue.ts';
import { NotifiedDevices } from './notified-devices.tsx';
import { TestPage } from './test-page.tsx';

export function Notifications() {
  const heading = useRef<HTMLHeadingElement>(null);
  const push = useLoaded(readPush, []);
  useEffect(() => watchPermission(push.reload), []);
  return (
    <section class="notifications" aria-labelledby="notifications">
      <h2 id="notifications" ref={heading} tabIndex={-1}>
        {t('push.title')}
      </h2>
      <p class="quiet">{t('push.lead')}</p>
      <LoadState of={push}>
        {(situation) => (
          <>
            <Switch situation={situation} onChanged={push.reload} />
            {situation.ownDeviceId ? <TestPage deviceId={situation.ownDeviceId} /> : null}
            {situation.state === 'serverOff' ? null : (
              <NotifiedDevices
                situation={situation}
                onChanged={() => {
                  push.reload();
                  heading.current?.focus();
                }}
              />
            )}
          </>
        )}
      </LoadState>
    </section>
  );
}

function Switch({ situation: { state }, onChanged }: { situation: PushSituation; onChanged: () => void }) {
  const [isUnderWay, setUnderWay] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const change = async () => {
    if (isUnderWay) return;
    setUnderWay(true);
    setTrouble(undefined);
    try {
      if (state === 'on') {
        await turnOff();
        announce(t('push.turnedOff'));
      } else if (await turnOn()) announce(t('push.turnedOn'));
      else setTrouble(t('push.notAllowed'));
    } catch (error) {
      setTrouble(troubleOf(error));
    }
    setUnderWay(false);
    onChanged();
  };
  return (
    <>
      <p class={`push-state push-state-${state}`}>{t(`push.state.${state}`)}</p>
      {isChangeable(state) ? (
        <p>
          <button
            type="button"
            class={state === 'on' ? 'button' : 'button button-primary'}
            aria-disabled={isUnderWay}
            onClick={change}
          >
            {t(state === 'on' ? 'push.turnOff' : 'push.turnOn')}
          </button>
        </p>
      ) : null}
      <Trouble text={trouble} />
    </>
  );
}

function isChangeable(state: PushState): boolean {
  return state === 'on' || state === 'off';
}

/** What our own server says speaks for itself; anything else comes from the browser. */
function troubleOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof NetworkError) return reasonOf(error);
  return t('push.browserFailed', { reason: error instanceof Error ? error.message : String(error) });
}

/** Whoever allows notifications in the browser's own settings sees it here at once. Runs until the answer is called. */
function watchPermission(changed: () => void): () => void {
  const over = new AbortController();
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', changed, { signal: over.signal }))
    .catch(() => undefined);
  return () => over.abort();
}

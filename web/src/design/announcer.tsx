/** Says what happened: aloud to screen readers, and for a moment on the screen. */

import { signal } from '@preact/signals';
import { reasonOf } from '../api/reason.ts';
import { signedInId } from '../session/session.ts';
import { t } from '../text/catalogue.ts';

interface Notice {
  readonly text: string;
  readonly isError: boolean;
}

interface Offer {
  /** Whose deletion it was: the next one to sign in here is offered nothing. */
  readonly ownerId: string | undefined;
  readonly text: string;
  undo(): Promise<void>;
}

const visibleMs = 6000;
/** Something can be done about it meanwhile. */
const offeredMs = 15_000;
const [notice, offer] = [signal<Notice | undefined>(undefined), signal<Offer | undefined>(undefined)];
let timer: ReturnType<typeof setTimeout> | undefined;
let offerTimer: ReturnType<typeof setTimeout> | undefined;

/** An error interrupts what a screen reader is saying; anything else waits its turn. */
export function announce(text: string, { isError = false } = {}): void {
  notice.value = { text, isError };
  clearTimeout(timer);
  timer = setTimeout(silence, visibleMs);
}

/** Takes back what is being said. */
export function silence(): void {
  notice.value = undefined;
}

/** Says what was done, with a way back; whatever else is said meanwhile stands beside it. */
export function offerUndo(text: string, undone: string, undo: () => Promise<void>): void {
  offer.value = { ownerId: signedInId(), text, undo: () => undo().then(() => announce(undone)) };
  letOfferEnd();
}

function letOfferEnd(): void {
  holdOffer();
  offerTimer = setTimeout(endOffer, offeredMs);
}

function holdOffer(): void {
  clearTimeout(offerTimer);
}

function endOffer(): void {
  offer.value = undefined;
}

function undo(): void {
  void offer.value?.undo().catch((error) => announce(reasonOf(error), { isError: true }));
  endOffer();
  // The button goes away, and must not take the focus with it.
  (document.getElementById('conversation-heading') ?? document.getElementById('list-heading'))?.focus();
}

export function Announcer() {
  const current = notice.value;
  const offered = offer.value?.ownerId === signedInId() ? offer.value : undefined;
  return (
    <div class="notices">
      <p role="status" class={current && !current.isError ? 'notice' : 'unseen'}>
        {current && !current.isError ? current.text : ''}
      </p>
      <p role="alert" class={current?.isError ? 'notice notice-error' : 'unseen'}>
        {current?.isError ? current.text : ''}
      </p>
      <p
        role="status"
        class={offered ? 'notice' : 'unseen'}
        onMouseEnter={holdOffer}
        onMouseLeave={letOfferEnd}
        onFocusIn={holdOffer}
        onFocusOut={letOfferEnd}
      >
        {offered?.text}
        {offered ? (
          <button type="button" class="button button-small" onClick={undo}>
            {t('action.undo')}
          </button>
        ) : null}
      </p>
    </div>
  );
}

/** Says what happened: aloud to screen readers, and for a moment on the screen. */

import { signal } from '@preact/signals';

interface Notice {
  readonly text: string;
  readonly isError: boolean;
}

const visibleMs = 6000;
const notice = signal<Notice | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

/** An error interrupts what a screen reader is saying; anything else waits its turn. */
export function announce(text: string, { isError = false } = {}): void {
  notice.value = { text, isError };
  clearTimeout(timer);
  timer = setTimeout(() => {
    notice.value = undefined;
  }, visibleMs);
}

/** Takes back what is being said. */
export function silence(): void {
  notice.value = undefined;
}

export function Announcer() {
  const current = notice.value;
  return (
    <div class="notices">
      <p role="status" class={current && !current.isError ? 'notice' : 'unseen'}>
        {current && !current.isError ? current.text : ''}
      </p>
      <p role="alert" class={current?.isError ? 'notice notice-error' : 'unseen'}>
        {current?.isError ? current.text : ''}
      </p>
    </div>
  );
}

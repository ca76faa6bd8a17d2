/** A dialog of the browser's own: it holds the focus while open, gives it back afterwards, and Escape closes it. */

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../text/catalogue.ts';
import { Icon } from './icon.tsx';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly isWide?: boolean;
}

export function Dialog({ title, onClose, children, isWide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Before the browser sees another key: what is typed right after the click that opened it is meant for it.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    ref.current?.showModal();
    // Once it is out of the way: what lies under an open dialog takes no focus.
    return () => queueMicrotask(() => document.activeElement === document.body && before?.focus());
  }, []);
  return (
    <dialog
      ref={ref}
      class={isWide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // Whoever opened it decides whether it closes: there may be something to lose.
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        // A browser closes it without asking when Escape is pressed again and again.
        if (ref.current?.isConnected) ref.current.showModal();
        onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="button button-bare" aria-label={t('action.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

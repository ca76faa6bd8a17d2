/** Says what an act will do, and to whom, before it is done. The safe way out has the focus. */

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { reasonOf } from '../api/reason.ts';
import { t } from '../text/catalogue.ts';
import { Dialog } from './dialog.tsx';
import { Trouble } from './trouble.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What it will do, to whom, and whether it can be undone. */
  readonly children: ComponentChildren;
  /** What the button says: the act itself, never just «OK». */
  readonly act: string;
  /** Whether everything that it needs to know is there. */
  readonly isReady?: boolean;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

export function ConfirmDialog({ title, children, act, isReady = true, onConfirm, onClose }: ConfirmDialogProps) {
  const [isUnderWay, setUnderWay] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const confirm = async () => {
    if (isUnderWay) return;
    setUnderWay(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setTrouble(reasonOf(error));
      setUnderWay(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="explained">{children}</div>
      <Trouble text={trouble} />
      <div class="dialog-acts">
        {/* biome-ignore lint/a11y/noAutofocus: inside a dialog just opened, the focus belongs on the safe way out */}
        <button type="button" class="button" autoFocus onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          class="button button-danger"
          disabled={!isReady}
          aria-disabled={isUnderWay}
          onClick={confirm}
        >
          {act}
        </button>
      </div>
    </Dialog>
  );
}

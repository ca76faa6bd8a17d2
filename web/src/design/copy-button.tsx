/** Copies a text, and says so: on the button for a moment, and aloud. */

import { useEffect, useState } from 'preact/hooks';
import { t } from '../text/catalogue.ts';
import { announce } from './announcer.tsx';
import { Icon } from './icon.tsx';

const shownMs = 2000;

interface CopyButtonProps {
  readonly text: string;
  /** What it is, for whoever does not see what the button stands beside. */
  readonly what: string;
  /** Whether the button says it too. */
  readonly isNamed?: boolean;
  readonly isSmall?: boolean;
  /** The browser did not allow it. */
  readonly onFailed?: () => void;
}

export function CopyButton({ text, what, isNamed = false, isSmall = true, onFailed }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(t('action.copied', { what }));
    } catch {
      onFailed?.();
      announce(t('action.copyFailed'), { isError: true });
    }
  };
  return (
    <button
      type="button"
      class={isSmall ? 'button button-small' : 'button'}
      aria-label={t('action.copyWhat', { what })}
      onClick={() => void copy()}
    >
      <Icon name={isCopied ? 'check' : 'copy'} size={18} />
      {isNamed ? t('action.copyWhat', { what }) : t('action.copy')}
    </button>
  );
}

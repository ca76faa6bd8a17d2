/** Sends a test by the way that pages take, and says how far it came. */

import { useEffect, useState } from 'preact/hooks';
import { reasonOf } from '../api/reason.ts';
import { arrivedTests } from '../push/listen-to-worker.ts';
import { sendTest } from '../push/subscription.ts';
import { t } from '../text/catalogue.ts';

type Progress =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending' }
  /** The push service has it; `before` tests had reached this device until then. */
  | { readonly kind: 'taken'; readonly isLate: boolean; readonly status: string; readonly before: number }
  /** Said anew in each language. */
  | { readonly kind: 'failed'; say(): string };

/** After this long it is said that the device may be silenced; if the test comes after all, that is said then. */
const patienceMs = 15_000;

export function TestPage({ deviceId }: { deviceId: string }) {
  const [progress, setProgress] = useState<Progress>({ kind: 'none' });
  const arrived = arrivedTests.value;
  useEffect(() => {
    if (progress.kind !== 'taken' || progress.isLate) return;
    const timer = setTimeout(() => setProgress({ ...progress, isLate: true }), patienceMs);
    return () => clearTimeout(timer);
  }, [progress]);
  const send = async () => {
    if (progress.kind === 'sending') return;
    setProgress({ kind: 'sending' });
    setProgress(await tried(deviceId, arrivedTests.value));
  };
  const isTrouble = progress.kind === 'failed';
  const text = textOf(progress, arrived);
  return (
    <div class="push-test">
      <button type="button" class="button" aria-disabled={progress.kind === 'sending'} onClick={send}>
        {t('push.test')}
      </button>
      <p role="status" class={isTrouble ? 'trouble' : ''}>
        {text}
      </p>
    </div>
  );
}

async function tried(deviceId: string, before: number): Promise<Progress> {
  try {
    const { outcome, status, reason = '' } = await sendTest(deviceId);
    if (outcome === 'Accepted') return { kind: 'taken', isLate: false, status: String(status), before };
    if (outcome === 'Unreachable') return { kind: 'failed', say: () => t('push.test.unreachable', { reason }) };
    return { kind: 'failed', say: () => t('push.test.refused', { status: String(status) }) };
  } catch (error) {
    return { kind: 'failed', say: () => reasonOf(error) };
  }
}

function textOf(progress: Progress, arrived: number): string {
  if (progress.kind === 'none') return '';
  if (progress.kind === 'sending') return t('push.test.sending');
  if (progress.kind === 'failed') return progress.say();
  if (arrived > progress.before) return t('push.test.arrived');
  return t(progress.isLate ? 'push.test.late' : 'push.test.waiting', { status: progress.status });
}

/** The first thing anyone sees who is not signed in: what this is, and one button. */

import { useEffect, useState } from 'preact/hooks';
import { NetworkError } from '../api/client.ts';
import { type SignedOutBecause, signIn } from '../session/session.ts';
import { t } from '../text/catalogue.ts';
import { readServer, server } from './server.ts';

function sentenceOf(because: SignedOutBecause): string {
  if (because.kind === 'refused') return t('signIn.failed', { reason: because.reason });
  if (because.kind === 'unreachable') return t('error.network');
  const { unsentCount: count } = because;
  return count > 0 ? `${t('signIn.ended')} ${t('signIn.unsent', { count })}` : t('signIn.ended');
}

export function SignIn({ because }: { because: SignedOutBecause | undefined }) {
  const [problem, setProblem] = useState<string>();
  const begin = async () => {
    try {
      await signIn((await readServer()).clientId);
    } catch (error) {
      setProblem(error instanceof NetworkError ? t('error.network') : t('error.unexpected', { reason: String(error) }));
    }
  };
  useEffect(() => {
    readServer().catch(() => setProblem(t('error.network')));
  }, []);
  const trouble = problem ?? (because && sentenceOf(because));
  return (
    <main class="welcome" id="content">
      <img src="/app/icon.svg" alt="" width="72" height="72" />
      <h1>{t('signIn.title')}</h1>
      <p class="lead">{t('signIn.lead')}</p>
      {server.value ? <p class="quiet">{server.value.companyName}</p> : null}
      {trouble ? (
        <p role="alert" class="trouble">
          {trouble}
        </p>
      ) : null}
      <button type="button" class="button button-primary button-large" onClick={begin}>
        {t('action.signIn')}
      </button>
    </main>
  );
}

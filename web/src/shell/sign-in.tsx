/** The first thing anyone sees who is not signed in: what this is, and one button. In a demo, the developer's desk. */

import { Suspense } from 'preact/compat';
import { useEffect, useState } from 'preact/hooks';
import { NetworkError } from '../api/refusals.ts';
import { appPath } from '../browser/address.ts';
import { Foreign } from '../design/foreign.tsx';
import { later } from '../design/later.tsx';
import { Trouble } from '../design/trouble.tsx';
import type { SignedOutBecause } from '../session/create-session.ts';
import { hasDemoDesk, publicAddress, readServer, server } from '../session/server.ts';
import { screenHere, signIn } from '../session/session.ts';
import { t } from '../text/catalogue.ts';

const FirstScreen = later(async () => (await import('../developer/first-screen.tsx')).FirstScreen);

function sentenceOf(because: SignedOutBecause): string {
  if (because.kind === 'refused') return t('signIn.failed', { reason: because.reason });
  if (because.kind === 'unreachable') return t('error.network');
  const { unsentCount: count } = because;
  return count > 0 ? `${t('signIn.ended')} ${t('signIn.unsent', { count })}` : t('signIn.ended');
}

export function SignIn({ because }: { because: SignedOutBecause | undefined }) {
  const [problem, setProblem] = useState<string>();
  const trying = (attempt: () => Promise<void>) => async () => {
    setProblem(undefined);
    await attempt().catch((error) =>
      setProblem(error instanceof NetworkError ? t('error.network') : t('error.unexpected', { reason: String(error) })),
    );
  };
  const look = trying(async () => void (await readServer()));
  const begin = trying(async () => await signIn((await readServer()).clientId ?? ''));
  useEffect(() => void look(), []);
  const trouble = problem ?? (because && sentenceOf(because));
  if (!server.value && problem === undefined) return <p class="centred">{t('app.loading')}</p>;
  if (hasDemoDesk.value) {
    return (
      <Suspense fallback={<p class="centred">{t('app.loading')}</p>}>
        <FirstScreen trouble={trouble} onSignInPage={() => void begin()} />
      </Suspense>
    );
  }
  return (
    <main class="welcome" id="content">
      <img src={`${appPath}icon.svg`} alt="" width="72" height="72" />
      <h1>{t('signIn.title')}</h1>
      <p class="lead">{t('signIn.lead')}</p>
      {server.value?.companyName ? (
        <p class="quiet">
          <Foreign text={server.value.companyName} />
        </p>
      ) : null}
      <Trouble text={trouble} />
      <WayIn onSignIn={() => void begin()} onTryAgain={() => void look()} />
    </main>
  );
}

function WayIn({ onSignIn, onTryAgain }: { onSignIn: () => void; onTryAgain: () => void }) {
  // Which company's app to sign in with, a server that several share does not tell strangers.
  if (server.value && server.value.clientId === undefined) return <p class="lead">{t('signIn.several')}</p>;
  const elsewhere = server.value && publicAddress(server.value);
  if (elsewhere !== undefined) {
    return (
      <>
        <p class="lead">{t('signIn.elsewhere', { address: elsewhere })}</p>
        <a class="button button-primary button-large" href={`${elsewhere}/app${screenHere()}`}>
          {t('signIn.openThere')}
        </a>
      </>
    );
  }
  const [label, act] = server.value ? [t('action.signIn'), onSignIn] : [t('action.tryAgain'), onTryAgain];
  return (
    <button type="button" class="button button-primary button-large" onClick={act}>
      {label}
    </button>
  );
}

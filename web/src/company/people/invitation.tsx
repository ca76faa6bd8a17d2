/** The link with which someone sets a first or new password: made on request, shown this once. */

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ExtensionJson, InvitationJson } from '../../api/shapes.ts';
import { CopyField } from '../../design/copy-field.tsx';
import { Trouble } from '../../design/trouble.tsx';
import { call } from '../../session/client.ts';
import { t } from '../../text/catalogue.ts';
import { formatStamp } from '../../text/formats.ts';
import { Panel } from '../screen.tsx';
import { useAct } from '../use-act.ts';

/** The link that was made last; nobody can read it from the server again. */
const shown = signal<{ readonly extensionId: number; readonly invitation: InvitationJson } | undefined>(undefined);

/** Makes a link, which the screen of that person shows. */
export async function invite(extensionId: number): Promise<void> {
  const path = `/beckon/v1/extensions/${extensionId}/invitation`;
  const invitation = await call<InvitationJson>(path, { method: 'POST', body: {} });
  shown.value = { extensionId, invitation };
}

export function InvitationCard({ person: { id, name, status } }: { person: ExtensionJson }) {
  const act = useAct();
  const link = shown.value?.extensionId === id ? shown.value.invitation : undefined;
  const canSignIn = status === 'Enabled' || status === 'NotActivated';
  useEffect(
    () => () => {
      shown.value = undefined;
    },
    [],
  );
  const error = act.errorBeside([]);
  return (
    <Panel title={t('people.signIn')} lead={canSignIn ? t('people.signInLead', { name }) : t('people.cannotSignIn')}>
      {link ? <Link link={link} name={name} /> : null}
      <Trouble text={error} />
      {canSignIn ? (
        <div class="acts">
          <button
            type="button"
            class="button"
            aria-disabled={act.isUnderWay}
            onClick={() => void act.run(() => invite(id))}
          >
            {link ? t('people.linkAgain') : t('people.makeLink')}
          </button>
        </div>
      ) : null}
    </Panel>
  );
}

function Link({ link: { uri, expirationTime }, name }: { link: InvitationJson; name: string }) {
  return (
    <div class="link-box" role="status">
      <CopyField label={t('people.link', { name })} value={uri} />
      <p class="hint">{t('people.linkUntil', { time: formatStamp(Date.parse(expirationTime)) })}</p>
    </div>
  );
}

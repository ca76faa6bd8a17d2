/** Everyone of the demo company: one click signs this browser in as them, or opens them beside. */

import { useState } from 'preact/hooks';
import { reasonOf } from '../api/reason.ts';
import { Avatar } from '../design/avatar.tsx';
import { Foreign } from '../design/foreign.tsx';
import { Icon } from '../design/icon.tsx';
import { signedInId } from '../session/session.ts';
import { t } from '../text/catalogue.ts';
import type { DemoJson, DemoPersonJson } from './shapes.ts';
import { besideUrl, switchTo } from './switch-person.ts';

export function People({ demo, screenAfterwards }: { demo: DemoJson; screenAfterwards: string }) {
  const [trouble, setTrouble] = useState<string>();
  const [isUnderWay, setUnderWay] = useState(false);
  const choose = async (person: DemoPersonJson) => {
    if (isUnderWay) return;
    setUnderWay(true);
    setTrouble(undefined);
    await switchTo(person, demo, screenAfterwards).catch((error) => {
      setTrouble(reasonOf(error));
      setUnderWay(false);
    });
  };
  // The certificate of a server that speaks TLS is for its own name alone.
  const hasBeside = location.protocol === 'http:';
  return (
    <section class="desk-panel" aria-labelledby="people">
      <h2 id="people">{t('developer.people')}</h2>
      {trouble ? (
        <p role="alert" class="trouble-box">
          {trouble}
        </p>
      ) : null}
      <ul class="demo-people">
        {demo.people.map((person) => (
          <Person key={person.extensionId} person={person} hasBeside={hasBeside} onChoose={() => void choose(person)} />
        ))}
      </ul>
      <p class="hint">{t(hasBeside ? 'developer.besideHint' : 'developer.privateHint')}</p>
    </section>
  );
}

interface PersonProps {
  readonly person: DemoPersonJson;
  readonly hasBeside: boolean;
  readonly onChoose: () => void;
}

function Person({ person, hasBeside, onChoose }: PersonProps) {
  const { name, extensionNumber, jobTitle, extensionId } = person;
  const isHere = signedInId() === extensionId;
  return (
    <li class={isHere ? 'demo-person demo-person-here' : 'demo-person'}>
      <Avatar name={name} />
      <div class="demo-person-text">
        <p>
          <strong>
            <Foreign text={name} />
          </strong>{' '}
          <span class="extension-number">{extensionNumber}</span>
        </p>
        <p class="quiet">
          <Foreign text={jobTitle} />
        </p>
      </div>
      {isHere ? (
        <p class="here">{t('developer.here')}</p>
      ) : (
        <button
          type="button"
          class="button button-small"
          aria-label={t('developer.signInAs', { name })}
          onClick={onChoose}
        >
          {t('action.signIn')}
        </button>
      )}
      {hasBeside ? (
        <a
          class="button button-small"
          href={besideUrl(person)}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={t('developer.besideWho', { name })}
        >
          <Icon name="external" size={18} />
          <span class="wide">{t('developer.beside')}</span>
        </a>
      ) : null}
    </li>
  );
}

/** What each person sets for this browser, where they are signed in, what signs programs in as them; and the way out. */

import { useRef } from 'preact/hooks';
import { Foreign } from '../design/foreign.tsx';
import { useKeptFocus } from '../design/use-kept-focus.ts';
import { askAfterChoices, askAfterMinutes, chooseAskAfter } from '../mailbox/ask-after.ts';
import { me } from '../session/me.ts';
import { chooseLanguage, type Language, language, languages, rememberLanguage, t } from '../text/catalogue.ts';
import { Credentials } from './credentials.tsx';
import { Notifications } from './notifications.tsx';
import { Sessions } from './sessions.tsx';
import { SignOut } from './sign-out.tsx';
import { theme, themes } from './theme.ts';

async function change(chosen: Language): Promise<void> {
  rememberLanguage(chosen);
  await chooseLanguage(chosen);
}

export function Settings() {
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main);
  return (
    <main ref={main} id="content" class="screen" tabIndex={-1}>
      <h1>{t('nav.settings')}</h1>
      {me.value ? (
        <p>
          <Foreign text={me.value.name} /> · {me.value.extensionNumber}
        </p>
      ) : null}
      <div class="field">
        <label for="language">{t('settings.language')}</label>
        <select
          id="language"
          value={language.value}
          onChange={(event) => change(event.currentTarget.value as Language)}
        >
          {Object.entries(languages).map(([tag, name]) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <fieldset class="choices">
        <legend>{t('settings.theme')}</legend>
        {themes.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="theme"
              checked={theme.value === one}
              onChange={() => {
                theme.value = one;
              }}
            />
            {t(`settings.theme.${one}`)}
          </label>
        ))}
      </fieldset>
      <div class="field">
        <label for="ask-after">{t('settings.askAfter')}</label>
        <select
          id="ask-after"
          value={askAfterMinutes.value}
          onChange={(event) => chooseAskAfter(Number(event.currentTarget.value))}
        >
          {askAfterChoices.map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes < 60 ? t('settings.minutes', { count: minutes }) : t('settings.hours', { count: minutes / 60 })}
            </option>
          ))}
        </select>
      </div>
      <SignOut />
      <Notifications />
      <Sessions />
      <Credentials />
    </main>
  );
}

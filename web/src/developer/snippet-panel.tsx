/** The snippets, in tabs, filled in for whoever is chosen. */

import { useId, useState } from 'preact/hooks';
import { isolated } from '../../../src/wire/isolate.ts';
import { CopyButton } from '../design/copy-button.tsx';
import { Field } from '../design/field.tsx';
import { Tabs } from '../design/tabs.tsx';
import { signedInId } from '../session/session.ts';
import { t } from '../text/catalogue.ts';
import type { DemoJson } from './shapes.ts';
import { type Snippet, snippetsFor, type Tab } from './snippets.ts';

const tabs = [
  { id: 'curl', label: 'curl' },
  { id: 'javascript', label: 'JavaScript' },
  { id: 'python', label: 'Python' },
  { id: 'env', label: '.env' },
] as const satisfies readonly { id: Tab; label: string }[];

/** How many people a snippet's page goes to. */
const recipientCount = 2;

export function Snippets({ demo }: { demo: DemoJson }) {
  const [personId, setPersonId] = useState(signedInId());
  const [tab, setTab] = useState<Tab>('curl');
  const person = demo.people.find(({ extensionId }) => extensionId === personId) ?? demo.people[0];
  if (!person) return null;
  const { serverUrl, clientId, clientSecret } = demo;
  const others = demo.people.filter(({ extensionId }) => extensionId !== person.extensionId);
  const recipients = others.slice(0, recipientCount).map(({ extensionNumber }) => extensionNumber);
  const snippets = snippetsFor({ serverUrl, clientId, clientSecret, jwt: person.jwt, recipients });
  return (
    <section class="panel" aria-labelledby="snippets">
      <div class="snippets-head">
        <h2 id="snippets">{t('developer.snippets')}</h2>
        <Field
          label={t('developer.as')}
          control={(ids) => (
            <select {...ids} value={person.extensionId} onChange={(event) => setPersonId(event.currentTarget.value)}>
              {demo.people.map(({ extensionId, extensionNumber, name }) => (
                <option key={extensionId} value={extensionId}>
                  {isolated(name)} · {extensionNumber}
                </option>
              ))}
            </select>
          )}
        />
      </div>
      <p class="hint">{t('developer.snippetsLead')}</p>
      <Tabs label={t('developer.snippets')} tabs={tabs} chosen={tab} onChoose={setTab}>
        <div class="snippets">
          {snippets[tab].map((snippet) => (
            <SnippetView key={snippet.id} snippet={snippet} />
          ))}
        </div>
      </Tabs>
    </section>
  );
}

function SnippetView({ snippet: { id, file, run, text } }: { snippet: Snippet }) {
  const titleId = useId();
  return (
    <article class="snippet" aria-labelledby={titleId}>
      <header class="snippet-head">
        <h3 id={titleId}>
          {t(`developer.snippet.${id}`)} <span class="file">{file}</span>
        </h3>
        <CopyButton text={text} what={file} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than its box is scrolled with the keyboard too */}
      <section class="snippet-code" tabIndex={0} aria-label={file}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
      {run === '' ? null : (
        <p class="snippet-run">
          {t('developer.run')}{' '}
          {run.split('\n').map((line) => (
            <code key={line}>{line}</code>
          ))}
        </p>
      )}
    </article>
  );
}

/** What each of the company's screens begins with: its name, what it is about, and the acts that concern all of it. */

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useKeptFocus } from '../design/use-kept-focus.ts';
import { type Key, t } from '../text/catalogue.ts';

interface ScreenProps {
  readonly title: Key;
  readonly lead: string;
  readonly acts?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Screen({ title, lead, acts, children }: ScreenProps) {
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main);
  return (
    <main ref={main} id="content" class="screen" tabIndex={-1}>
      <header class="screen-head">
        <div>
          <h1>{t(title)}</h1>
          <p class="quiet">{lead}</p>
        </div>
        {acts ? <div class="screen-acts">{acts}</div> : null}
      </header>
      {children}
    </main>
  );
}

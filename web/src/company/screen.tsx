/** One of the company's screens: its heading has the focus when it opens, and the screen keeps it while it changes. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { Icon } from '../design/icon.tsx';
import { takeFocus } from '../design/take-focus.ts';
import { useKeptFocus } from '../design/use-kept-focus.ts';

interface ScreenProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly back?: { readonly path: string; readonly label: string };
  /** What can be done here, beside the heading. */
  readonly acts?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Screen({ title, lead, back, acts, children }: ScreenProps) {
  const main = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => takeFocus(heading.current), []);
  useKeptFocus(main, heading);
  return (
    <main ref={main} id="content" class="screen company-screen" tabIndex={-1}>
      {back ? (
        <Link href={back.path} class="back">
          <Icon name="back" size={18} />
          {back.label}
        </Link>
      ) : null}
      <header class="screen-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <p class="quiet">{lead}</p> : null}
        </div>
        {acts ? <div class="acts">{acts}</div> : null}
      </header>
      {children}
    </main>
  );
}

/** A part of a screen with a heading of its own. */
export function Panel({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <section class="panel" aria-label={title} tabIndex={-1}>
      <h2>{title}</h2>
      {lead ? <p class="hint">{lead}</p> : null}
      {children}
    </section>
  );
}

/** One of the company's screens: its heading has the focus when it opens, so that nobody is lost in between. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { Icon } from '../design/icon.tsx';
import { useKeepFocus } from './use-keep-focus.ts';

interface ScreenProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly back?: { readonly path: string; readonly label: string };
  /** What can be done here, beside the heading. */
  readonly acts?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Screen({ title, lead, back, acts, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const screen = useRef<HTMLElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useKeepFocus(screen, heading);
  return (
    <main ref={screen} id="content" class="screen company-screen" tabIndex={-1}>
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
export function Card({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <section class="card" aria-label={title} tabIndex={-1}>
      <h2>{title}</h2>
      {lead ? <p class="hint">{lead}</p> : null}
      {children}
    </section>
  );
}

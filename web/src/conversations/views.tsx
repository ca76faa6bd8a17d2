/** Which messages are listed: the living, the deleted, or those that a search finds. */

import { useEffect, useRef } from 'preact/hooks';
import { Link, useLocation, useRoute } from 'wouter-preact';
import { t } from '../text/catalogue.ts';

const delayMs = 250;

export function Views({ search }: { search: string }) {
  const [, navigate] = useLocation();
  const [isDeletedView] = useRoute('/deleted');
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  /** The address at which something was typed that is still to be looked for. */
  const typedAt = useRef<string>();
  const searchFor = (text: string) => {
    clearTimeout(timer.current);
    typedAt.current = location.href;
    timer.current = setTimeout(() => {
      // Whoever has gone elsewhere meanwhile stays there.
      const isStillHere = typedAt.current === location.href;
      typedAt.current = undefined;
      if (!isStillHere) return;
      navigate(text.trim() === '' ? '/' : `/?search=${encodeURIComponent(text.trim())}`, { replace: search !== '' });
    }, delayMs);
  };
  // The address may change without the field, as by going back.
  useEffect(() => {
    if (typedAt.current === location.href || !input.current) return;
    if (input.current.value.trim() !== search) input.current.value = search;
  });
  return (
    <div class="views">
      <search>
        <label class="unseen" for="search">
          {t('mailbox.search')}
        </label>
        <input
          ref={input}
          id="search"
          type="search"
          placeholder={t('mailbox.search')}
          defaultValue={search}
          onInput={(event) => searchFor(event.currentTarget.value)}
        />
      </search>
      <nav aria-label={t('mailbox.views')}>
        <Link href="/" aria-current={isDeletedView || search !== '' ? undefined : 'page'}>
          {t('mailbox.view.alive')}
        </Link>
        <Link href="/deleted" aria-current={isDeletedView ? 'page' : undefined}>
          {t('mailbox.view.deleted')}
        </Link>
      </nav>
    </div>
  );
}

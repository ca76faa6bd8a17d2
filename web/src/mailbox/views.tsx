/** Which messages are listed: the living, the deleted, or those that a search finds. */

import { Link, useLocation, useRoute } from 'wouter-preact';
import { t } from '../text/catalogue.ts';

const delayMs = 250;
let timer: ReturnType<typeof setTimeout> | undefined;

export function Views({ search }: { search: string }) {
  const [, navigate] = useLocation();
  const [isDeletedView] = useRoute('/deleted');
  const searchFor = (text: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      navigate(text.trim() === '' ? '/' : `/?search=${encodeURIComponent(text.trim())}`, { replace: search !== '' });
    }, delayMs);
  };
  return (
    <div class="views">
      <search>
        <label class="unseen" for="search">
          {t('mailbox.search')}
        </label>
        <input
          id="search"
          type="search"
          placeholder={t('mailbox.search')}
          defaultValue={search}
          onInput={(event) => searchFor(event.currentTarget.value)}
        />
      </search>
      <nav aria-label={t('mailbox.list')}>
        <Link href="/" aria-current={isDeletedView ? undefined : 'page'}>
          {t('mailbox.view.alive')}
        </Link>
        <Link href="/deleted" aria-current={isDeletedView ? 'page' : undefined}>
          {t('mailbox.view.deleted')}
        </Link>
      </nav>
    </div>
  );
}

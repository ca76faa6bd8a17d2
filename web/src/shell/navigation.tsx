/** The way between the screens: a bar at the bottom of a phone, a rail at the side of anything wider. */

import { Link, useRoute } from 'wouter-preact';
import { Icon, type IconName } from '../design/icon.tsx';
import { mayRunCompany } from '../session/permissions.ts';
import { hasDemoDesk } from '../session/server.ts';
import { type Key, t } from '../text/catalogue.ts';

interface Place {
  readonly path: string;
  /** Everything that belongs to it. */
  readonly pattern: string | RegExp;
  readonly label: Key;
  readonly icon: IconName;
  /** Always, if absent. */
  readonly isOpen?: { readonly value: boolean };
}

const places: readonly Place[] = [
  { path: '/', pattern: /^\/(deleted$|conversations\/|$)/, label: 'nav.pages', icon: 'pages' },
  { path: '/company', pattern: '/company/*?', label: 'nav.company', icon: 'people', isOpen: mayRunCompany },
  { path: '/developer', pattern: '/developer', label: 'nav.developer', icon: 'code', isOpen: hasDemoDesk },
  { path: '/settings', pattern: '/settings', label: 'nav.settings', icon: 'settings' },
];

export function Navigation() {
  return (
    <nav class="navigation" aria-label={t('nav.label')}>
      <ul>
        {places
          .filter(({ isOpen }) => isOpen?.value ?? true)
          .map((place) => (
            <li key={place.path}>
              <NavigationLink {...place} />
            </li>
          ))}
      </ul>
    </nav>
  );
}

function NavigationLink({ path, pattern, label, icon }: Place) {
  const [isHere] = useRoute(pattern);
  return (
    <Link href={path} aria-current={isHere ? 'page' : undefined}>
      <Icon name={icon} />
      <span>{t(label)}</span>
    </Link>
  );
}

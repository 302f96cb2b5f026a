'use client';

import { Icon } from '../ui/icon.tsx';
import { useTranslations } from '../ui/words.tsx';
import { FrameLink } from './frame-link.tsx';
import type { FrameLink as Link } from './storefront.ts';

/**
 * One row, whatever a shop has: the first `lg` links stand in it on a window of 64 rem and more, `xl` from 80 rem on; the
 * others are behind a button, by the browser's own popover.
 */
export function MenuRow({ links, lg, xl }: { links: readonly Link[]; lg: number; xl: number }) {
  const t = useTranslations('shell');
  const look = 'underlined block py-3 font-medium text-[0.9375rem]';
  return (
    <nav aria-label={t('categories')} className="hidden min-w-0 flex-1 lg:block">
      <ul className="flex gap-x-7 whitespace-nowrap">
        {links.slice(0, xl).map((link, n) => (
          <li key={`${link.href} ${link.title}`} className={n < lg ? undefined : 'hidden xl:block'}>
            <FrameLink link={link} className={look} />
          </li>
        ))}
        {lg < links.length ? (
          <li className={xl < links.length ? undefined : 'xl:hidden'}>
            <button
              type="button"
              popoverTarget="more"
              className="menu-more inline-flex items-center gap-1 py-3 font-medium text-[0.9375rem]"
            >
              {t('more')}
              <Icon name="down" className="size-4" />
            </button>
            <ul id="more" popover="auto" className="menu-rest">
              {links.slice(lg).map((link, n) => (
                <li key={`${link.href} ${link.title}`} className={lg + n < xl ? 'xl:hidden' : undefined}>
                  <FrameLink
                    link={link}
                    className="block rounded-card px-3 py-2.5 hover:bg-shell [overflow-wrap:anywhere]"
                  />
                </li>
              ))}
            </ul>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

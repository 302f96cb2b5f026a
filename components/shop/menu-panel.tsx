'use client';

import { Drawer } from '../ui/drawer.tsx';
import { MarketLink } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { LinkItems } from './frame-link.tsx';
import { SearchForm } from './search-form.tsx';
import type { FrameLink as Link } from './storefront.ts';

export type MenuCategory = Link & { below: Link[] };

/** Search, categories and what is below them, and the owner's links: what the drawer of a narrow screen holds. */
export function MenuPanel({
  open,
  onOpenChange,
  categories,
  links,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  categories: readonly MenuCategory[];
  links: readonly Link[];
}) {
  const t = useTranslations('shell');
  return (
    <Drawer open={open} onOpenChange={onOpenChange} side="left" title={t('menu')}>
      <SearchForm className="py-5" />
      <nav aria-label={t('categories')} className="pb-8">
        <ul className="grid gap-6">
          {categories.map(({ href, title, below }) => (
            <li key={href}>
              <MarketLink href={href} className="display inline-block py-1 text-2xl">
                {title}
              </MarketLink>
              {below.length > 0 ? (
                <ul className="mt-1 grid">
                  <LinkItems links={below} className="block py-2 text-muted hover:text-ink" />
                </ul>
              ) : null}
            </li>
          ))}
          <LinkItems links={links} className="display inline-block py-1 text-2xl" />
        </ul>
      </nav>
    </Drawer>
  );
}

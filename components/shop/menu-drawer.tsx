'use client';

import { Menu } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CategoryNode } from '#lib/catalogue/index.ts';
import { Drawer } from '../ui/drawer.tsx';
import { MarketLink } from '../ui/market.tsx';
import { SearchForm } from './search-form.tsx';

/** The categories on a narrow screen. */
export function MenuDrawer({ navigation }: { navigation: CategoryNode[] }) {
  const t = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <div className="lg:hidden">
      <Drawer
        open={open}
        onOpenChange={setOpen}
        side="left"
        title={t('menu')}
        trigger={
          <button
            type="button"
            aria-label={t('menu')}
            className="-ml-2.5 grid size-11 place-items-center rounded-full hover:bg-shell"
          >
            <Menu aria-hidden="true" className="size-5.5" />
          </button>
        }
      >
        <SearchForm className="py-5" />
        <nav aria-label={t('categories')} className="pb-8">
          <ul className="grid gap-6">
            {navigation.map((category) => (
              <li key={category.id}>
                <MarketLink
                  href={`/c/${category.handle}`}
                  onClick={close}
                  className="display inline-block py-1 text-2xl"
                >
                  {category.title}
                </MarketLink>
                {category.children.length > 0 ? (
                  <ul className="mt-1 grid">
                    {category.children.map((child) => (
                      <li key={child.id}>
                        <MarketLink
                          href={`/c/${child.handle}`}
                          onClick={close}
                          className="block py-2 text-muted hover:text-ink"
                        >
                          {child.title}
                        </MarketLink>
                      </li>
                    ))}
                  </ul>
                ) : null}
              </li>
            ))}
          </ul>
        </nav>
      </Drawer>
    </div>
  );
}

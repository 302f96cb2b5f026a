'use client';

import { Menu, Search } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { CategoryNode } from '#lib/catalogue/index.ts';
import { Drawer } from '../ui/drawer.tsx';
import { CartDrawer } from './cart-drawer.tsx';
import { Logo } from './logo.tsx';
import { SearchForm } from './search-form.tsx';

export function Header({ shopName, navigation }: { shopName: string; navigation: CategoryNode[] }) {
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-paper/95 backdrop-blur">
      <div className="wrap flex min-h-18 items-center gap-2 sm:gap-6">
        <div className="lg:hidden">
          <Drawer
            open={menuOpen}
            onOpenChange={setMenuOpen}
            side="left"
            title="Menu"
            trigger={
              <button
                type="button"
                aria-label="Menu"
                className="-ml-2.5 grid size-11 place-items-center rounded-full hover:bg-shell"
              >
                <Menu aria-hidden="true" className="size-5.5" />
              </button>
            }
          >
            <SearchForm className="py-5" />
            <nav aria-label="Categories" className="pb-8">
              <ul className="grid gap-6">
                {navigation.map((category) => (
                  <li key={category.id}>
                    <Link
                      href={`/c/${category.handle}`}
                      prefetch={false}
                      onClick={() => setMenuOpen(false)}
                      className="display text-2xl"
                    >
                      {category.title}
                    </Link>
                    {category.children.length > 0 ? (
                      <ul className="mt-2 grid">
                        {category.children.map((child) => (
                          <li key={child.id}>
                            <Link
                              href={`/c/${child.handle}`}
                              prefetch={false}
                              onClick={() => setMenuOpen(false)}
                              className="block py-2 text-muted hover:text-ink"
                            >
                              {child.title}
                            </Link>
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
        <Link href="/" prefetch={false} className="mr-auto inline-flex min-h-11 items-center lg:mr-4">
          <Logo name={shopName} />
        </Link>
        <nav aria-label="Categories" className="hidden flex-1 lg:block">
          <ul className="flex flex-wrap gap-x-7">
            {navigation.map((category) => (
              <li key={category.id}>
                <Link
                  href={`/c/${category.handle}`}
                  prefetch={false}
                  className="block py-3 font-medium text-[0.9375rem] hover:text-signal"
                >
                  {category.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <SearchForm className="hidden w-64 xl:w-72 md:block" />
        <div className="flex">
          <Link
            href="/search"
            prefetch={false}
            aria-label="Search the shop"
            className="grid size-11 place-items-center rounded-full hover:bg-shell md:hidden"
          >
            <Search aria-hidden="true" className="size-[1.375rem]" strokeWidth={1.6} />
          </Link>
          <CartDrawer />
        </div>
      </div>
    </header>
  );
}

'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useId } from 'react';
import type { Permission } from '#lib/auth/index.ts';

type Place = { href: string; title: string; needs: Permission };

/** Every place of the admin by what one does there, and what it takes to see it. */
const groups: { title: string; places: Place[] }[] = [
  {
    title: 'Now',
    places: [
      { href: '/admin', title: 'Overview', needs: 'overview.view' },
      { href: '/admin/operations', title: 'Operations', needs: 'overview.view' },
    ],
  },
  {
    title: 'Sales',
    places: [
      { href: '/admin/orders', title: 'Orders', needs: 'orders.view' },
      { href: '/admin/customers', title: 'Customers', needs: 'customers.view' },
      { href: '/admin/payments', title: 'Payments', needs: 'orders.view' },
      { href: '/admin/effects', title: 'Effects', needs: 'effects.view' },
      { href: '/admin/rules', title: 'Price rules', needs: 'rules.view' },
      { href: '/admin/reviews', title: 'Reviews', needs: 'reviews.view' },
    ],
  },
  {
    title: 'Catalogue',
    places: [
      { href: '/admin/products', title: 'Products', needs: 'catalogue.view' },
      { href: '/admin/categories', title: 'Categories', needs: 'catalogue.view' },
      { href: '/admin/images', title: 'Pictures', needs: 'catalogue.view' },
      { href: '/admin/import', title: 'Import and export', needs: 'catalogue.view' },
      { href: '/admin/synonyms', title: 'Search words', needs: 'catalogue.view' },
    ],
  },
  {
    title: 'Pages',
    places: [
      { href: '/admin/cms', title: 'Texts', needs: 'content.view' },
      { href: '/admin/redirects', title: 'Redirects', needs: 'content.view' },
      { href: '/admin/cache', title: 'Page cache', needs: 'content.view' },
    ],
  },
  {
    title: 'Health',
    places: [
      { href: '/admin/monitor', title: 'Monitor', needs: 'monitor.view' },
      { href: '/admin/traces', title: 'Traces', needs: 'orders.view' },
    ],
  },
  {
    title: 'Settings',
    places: [
      { href: '/admin/settings/shop', title: 'Shop', needs: 'settings.view' },
      { href: '/admin/settings/tax', title: 'Tax', needs: 'settings.view' },
      { href: '/admin/settings/shipping', title: 'Shipping', needs: 'settings.view' },
      { href: '/admin/settings/waiting-room', title: 'Waiting room', needs: 'settings.view' },
      { href: '/admin/staff', title: 'Staff', needs: 'staff.manage' },
      { href: '/admin/audit', title: 'Audit log', needs: 'audit.view' },
    ],
  },
];

export function NavLinks({ allowed }: { allowed: Permission[] }) {
  const path = usePathname();
  const id = useId();
  return (
    <nav aria-label="Admin" className="grid gap-3 md:gap-2">
      {groups.map(({ title, places }) => {
        const open = places.filter(({ needs }) => allowed.includes(needs));
        if (open.length === 0) return null;
        return (
          <div key={title}>
            <p id={`${id}-${title}`} className="px-2 pb-0.5 text-xs font-semibold text-(--a-muted)">
              {title}
            </p>
            <ul aria-labelledby={`${id}-${title}`} className="grid grid-cols-2 gap-x-1 md:grid-cols-1">
              {open.map(({ href, title: name }) => {
                const here = href === '/admin' ? path === href : path.startsWith(href);
                return (
                  <li key={href}>
                    <Link
                      href={href}
                      prefetch={false}
                      aria-current={here ? 'page' : undefined}
                      className={`block whitespace-nowrap rounded-md px-2 py-2 md:py-0.5 ${here ? 'bg-(--a-sunken) font-medium' : 'text-(--a-ink) hover:bg-(--a-sunken)'}`}
                    >
                      {name}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

/** The places on a phone: shut until asked for, and again after each change of page. */
export function PhoneMenu({ allowed }: { allowed: Permission[] }) {
  const path = usePathname();
  return (
    <details key={path} className="px-2 pb-1.5 md:hidden">
      <summary className="rounded-md px-2 py-2 font-medium">Menu</summary>
      <NavLinks allowed={allowed} />
    </details>
  );
}

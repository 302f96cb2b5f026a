'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { Permission } from '#lib/auth/index.ts';

/** Every place of the admin, and what it takes to see it. */
const places: { href: string; title: string; needs: Permission }[] = [
  { href: '/admin', title: 'Overview', needs: 'overview.view' },
  { href: '/admin/operations', title: 'Operations', needs: 'overview.view' },
  { href: '/admin/orders', title: 'Orders', needs: 'orders.view' },
  { href: '/admin/payments', title: 'Payments', needs: 'orders.view' },
  { href: '/admin/effects', title: 'Effects', needs: 'effects.view' },
  { href: '/admin/products', title: 'Products', needs: 'catalogue.view' },
  { href: '/admin/categories', title: 'Categories', needs: 'catalogue.view' },
  { href: '/admin/import', title: 'Import and export', needs: 'catalogue.view' },
  { href: '/admin/images', title: 'Pictures', needs: 'catalogue.view' },
  { href: '/admin/rules', title: 'Price rules', needs: 'rules.view' },
  { href: '/admin/reviews', title: 'Reviews', needs: 'reviews.view' },
  { href: '/admin/cms', title: 'Texts', needs: 'content.view' },
  { href: '/admin/redirects', title: 'Redirects', needs: 'content.view' },
  { href: '/admin/synonyms', title: 'Search words', needs: 'catalogue.view' },
  { href: '/admin/cache', title: 'Page cache', needs: 'content.view' },
  { href: '/admin/monitor', title: 'Monitor', needs: 'monitor.view' },
  { href: '/admin/traces', title: 'Traces', needs: 'orders.view' },
  { href: '/admin/settings/shop', title: 'Shop', needs: 'settings.view' },
  { href: '/admin/settings/tax', title: 'Tax', needs: 'settings.view' },
  { href: '/admin/settings/shipping', title: 'Shipping', needs: 'settings.view' },
  { href: '/admin/settings/waiting-room', title: 'Waiting room', needs: 'settings.view' },
  { href: '/admin/staff', title: 'Staff', needs: 'staff.manage' },
  { href: '/admin/audit', title: 'Audit log', needs: 'audit.view' },
];

export function NavLinks({ allowed }: { allowed: Permission[] }) {
  const path = usePathname();
  return (
    <nav aria-label="Admin">
      <ul className="grid grid-cols-2 gap-1 md:grid-cols-1">
        {places
          .filter(({ needs }) => allowed.includes(needs))
          .map(({ href, title }) => {
            const here = href === '/admin' ? path === href : path.startsWith(href);
            return (
              <li key={href}>
                <Link
                  href={href}
                  prefetch={false}
                  aria-current={here ? 'page' : undefined}
                  className={`block whitespace-nowrap rounded-md px-2 py-2 md:py-1.5 ${here ? 'bg-(--a-sunken) font-medium' : 'text-(--a-muted) hover:text-(--a-ink)'}`}
                >
                  {title}
                </Link>
              </li>
            );
          })}
      </ul>
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

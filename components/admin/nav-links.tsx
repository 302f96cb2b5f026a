'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const places = [
  { href: '/admin', title: 'Overview' },
  { href: '/admin/orders', title: 'Orders' },
  { href: '/admin/products', title: 'Products' },
  { href: '/admin/categories', title: 'Categories' },
  { href: '/admin/rules', title: 'Price rules' },
  { href: '/admin/cms', title: 'Texts' },
] as const;

export function NavLinks() {
  const path = usePathname();
  return (
    <nav aria-label="Admin">
      <ul className="flex gap-1 overflow-x-auto md:flex-col">
        {places.map(({ href, title }) => {
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

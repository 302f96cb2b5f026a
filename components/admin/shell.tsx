import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Permission, Staff } from '#lib/auth/index.ts';
import { NavLinks, PhoneMenu } from './nav-links.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** The frame of every admin page: navigation beside the page on a desktop, above it on a phone. */
export function Shell({
  shopName,
  staff,
  allowed,
  children,
}: {
  shopName: string;
  staff: Staff | null;
  allowed: Permission[];
  children: ReactNode;
}) {
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[13rem_minmax(0,1fr)]">
      <a href="#page" className="sr-only focus:not-sr-only focus:absolute focus:p-2">
        Skip to the page
      </a>
      <header className="border-b border-(--a-line) bg-(--a-panel) md:border-r md:border-b-0">
        <div className="flex items-center justify-between gap-3 px-4 pt-3 md:sticky md:top-0 md:h-dvh md:flex-col md:overflow-y-auto md:items-stretch md:justify-start md:px-3 md:py-4">
          <Link href="/admin" prefetch={false} className="px-1 font-semibold tracking-tight md:px-2 md:pb-3">
            {shopName} <span className="font-normal text-(--a-muted)">admin</span>
          </Link>
          <div className="hidden md:block">
            <NavLinks allowed={allowed} />
          </div>
          <div className="flex items-baseline gap-3 md:mt-auto md:block md:px-2">
            {staff ? (
              <p className="hidden md:block">
                <Link href="/admin/profile" prefetch={false} className="block hover:underline">
                  <span className="block truncate">
                    {staff.name} <span className="text-(--a-muted)">({staff.role})</span>
                  </span>
                  <span className="block truncate text-xs text-(--a-muted)" title={staff.email}>
                    {staff.email}
                  </span>
                </Link>
              </p>
            ) : null}
            {staff ? (
              <Link
                href="/admin/profile"
                prefetch={false}
                className="text-(--a-muted) hover:underline md:hidden"
              >
                {staff.name}
              </Link>
            ) : null}
            <span className="md:-ml-1 md:block md:pt-1">
              <SignOutButton />
            </span>
          </div>
        </div>
        <PhoneMenu allowed={allowed} />
      </header>
      <main id="page" className="mx-auto w-full max-w-6xl px-4 py-5 md:px-8 md:py-7">
        {children}
      </main>
    </div>
  );
}

import Link from 'next/link';
import type { CategoryNode, CmsBlock } from '#lib/catalogue/index.ts';
import { Prose } from '../ui/prose.tsx';
import { Logo } from './logo.tsx';

const pages = [
  { href: '/pages/shipping-info', title: 'Delivery' },
  { href: '/pages/returns', title: 'Returns' },
  { href: '/pages/footer-about', title: 'About us' },
];

export function Footer({
  shopName,
  navigation,
  about,
}: {
  shopName: string;
  navigation: CategoryNode[];
  about: CmsBlock | null;
}) {
  return (
    <footer className="mt-24 bg-ink text-paper">
      <div className="wrap grid gap-12 py-16 md:grid-cols-[2fr_1fr_1fr]">
        <div className="grid max-w-md content-start gap-5">
          <Logo name={shopName} onInk />
          {about ? <Prose html={about.bodyHtml} className="text-paper/80 text-sm" /> : null}
        </div>
        <nav aria-label="Shop">
          <p className="eyebrow mb-4 text-paper/70">Shop</p>
          <ul className="grid gap-1">
            {navigation.map((category) => (
              <li key={category.id}>
                <Link
                  href={`/c/${category.handle}`}
                  prefetch={false}
                  className="block py-1.5 hover:underline"
                >
                  {category.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label="Help">
          <p className="eyebrow mb-4 text-paper/70">Help</p>
          <ul className="grid gap-1">
            {pages.map((page) => (
              <li key={page.href}>
                <Link href={page.href} prefetch={false} className="block py-1.5 hover:underline">
                  {page.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  );
}

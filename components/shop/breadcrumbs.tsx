import type { CategoryLink } from '#lib/catalogue/index.ts';
import { MarketLink } from '../ui/market.tsx';
import type { Storefront } from './storefront.ts';

export function Breadcrumbs({
  storefront: { t },
  path,
  here,
}: {
  storefront: Storefront;
  path: CategoryLink[];
  here: string;
}) {
  return (
    <nav aria-label={t('shell.breadcrumb')} className="text-muted text-sm">
      <ol className="flex flex-wrap gap-x-2">
        <li>
          <MarketLink href="/" className="inline-block py-1 hover:text-ink hover:underline">
            {t('shell.home')}
          </MarketLink>
        </li>
        {path.map((category) => (
          <li key={category.id} className="py-0 before:mr-2 before:content-['/']">
            <MarketLink
              href={`/c/${category.handle}`}
              className="inline-block py-1 hover:text-ink hover:underline"
            >
              {category.title}
            </MarketLink>
          </li>
        ))}
        <li aria-current="page" className="py-1 before:mr-2 before:content-['/']">
          {here}
        </li>
      </ol>
    </nav>
  );
}

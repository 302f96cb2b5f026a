import type { Metadata } from 'next';
import { SearchForm } from '#components/shop/search-form.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { MarketLink } from '#components/ui/market.tsx';
import { listCategories } from '#lib/catalogue/index.ts';
import { storefront, viewOf } from '../storefront.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  return { title: t('problems.notFoundTitle') };
}

export default async function NotFound() {
  const { market, t } = await storefront();
  const categories = await listCategories(viewOf(market));
  return (
    <div className="wrap grid justify-items-start gap-6 py-20 md:py-28">
      <p className="eyebrow text-muted">404</p>
      <h1 className="display text-title">{t('problems.notFoundTitle')}</h1>
      <p className="max-w-prose text-lg text-muted">{t('problems.notFoundText')}</p>
      <SearchForm className="w-full max-w-md" />
      <nav aria-label={t('catalogue.browseCategories')} className="flex flex-wrap gap-2">
        {categories.map((category) => (
          <MarketLink key={category.id} href={`/c/${category.handle}`} className="pill">
            {category.title}
          </MarketLink>
        ))}
      </nav>
      <ButtonLink href="/" variant="secondary">
        {t('problems.backToShop')}
      </ButtonLink>
    </div>
  );
}

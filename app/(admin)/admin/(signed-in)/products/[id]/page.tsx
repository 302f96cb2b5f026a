import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CurrencyPrices } from '#components/admin/currency-prices.tsx';
import { History } from '#components/admin/history.tsx';
import { Badge, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { ProductEditor } from '#components/admin/product-editor.tsx';
import { Translations } from '#components/admin/translations.tsx';
import { VariantEditor } from '#components/admin/variant-editor.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getCurrencyPrices, getProductForStaff, getTranslations } from '#lib/catalogue/index.ts';
import { defaultMarket, markets } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { taxClasses } from '#lib/pricing/index.ts';
import { locales } from '#lib/translations/index.ts';
import { categoryChoices, decimalsOf } from '../../choices.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Product' };

/** What the shop sells in besides its own. */
const otherCurrencies = [...new Set(markets.map(({ currency }) => currency))].filter(
  (currency) => currency !== env.SHOP_CURRENCY,
);

export default async function ProductPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const staff = await requireStaff(`/admin/products/${id}`, 'catalogue.view');
  const product = await getProductForStaff(id);
  if (!product) notFound();
  const skus = product.variants.map(({ sku }) => sku);
  const [categories, texts, history, priced] = await Promise.all([
    categoryChoices(),
    getTranslations('product', id),
    historyOf(`product:${id}`, ...skus.map((sku) => `variant:${sku}`)),
    Promise.all(otherCurrencies.map((currency) => getCurrencyPrices(currency, skus))),
  ]);
  const mayEdit = may(staff.role, 'catalogue.edit');
  const mayPrice = may(staff.role, 'prices.edit');
  const mayStock = may(staff.role, 'stock.edit');
  const decimals = decimalsOf(env.SHOP_CURRENCY);
  return (
    <>
      <PageHeading title={product.title}>
        <Badge tone={product.status === 'active' ? 'good' : 'quiet'}>{product.status}</Badge>
        <span className="ml-auto flex gap-4">
          {product.status === 'active' ? (
            <a href={`/p/${product.handle}`} className={linkClass}>
              In the shop
            </a>
          ) : (
            <a href={`/admin/preview/${defaultMarket.code}/products/${id}`} className={linkClass}>
              Preview
            </a>
          )}
          <Link href="/admin/products" prefetch={false} className={linkClass}>
            All products
          </Link>
        </span>
      </PageHeading>
      <div className="grid gap-4">
        {mayEdit || !mayStock ? null : (
          <Panel title="Stock">
            <ul>
              {product.variants.map((variant) => (
                <VariantEditor
                  key={variant.sku}
                  variant={variant}
                  decimals={decimals}
                  currency={env.SHOP_CURRENCY}
                  mayPrice={mayPrice}
                  mayStock={mayStock}
                />
              ))}
            </ul>
          </Panel>
        )}
        <ProductEditor
          product={product}
          currency={env.SHOP_CURRENCY}
          decimals={decimals}
          shopUrl={env.SHOP_URL}
          categories={categories}
          taxClasses={[...taxClasses]}
          mayEdit={mayEdit}
          mayPrice={mayPrice}
          mayStock={mayStock}
        />
        {otherCurrencies.map((currency, index) => (
          <CurrencyPrices
            key={currency}
            productId={id}
            currency={currency}
            decimals={decimalsOf(currency)}
            rows={product.variants.map(({ sku, title }) => ({
              ...{ sku, title, priceMinor: null, compareAtMinor: null },
              ...priced[index]?.get(sku),
            }))}
            mayPrice={mayPrice}
          />
        ))}
        {locales.slice(1).map((locale) => (
          <Translations
            key={locale}
            of="products"
            id={id}
            locale={locale}
            texts={texts[locale] ?? {}}
            disabled={!mayEdit}
          />
        ))}
        <History currency={env.SHOP_CURRENCY} entries={history} />
      </div>
    </>
  );
}

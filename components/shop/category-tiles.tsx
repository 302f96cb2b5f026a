import type { CategoryNode, ProductCard } from '#lib/catalogue/index.ts';
import { MarketLink } from '../ui/market.tsx';
import { Picture } from './picture.tsx';
import type { Storefront } from './storefront.ts';

/** How many of the first tiles take half a row instead of a third, by the remainder: then the last row has no gap. */
const halves = [0, 4, 2];

/** The top of the category tree, each with a few of its things on a shelf. */
export function CategoryTiles({
  storefront: { t },
  categories,
}: {
  storefront: Storefront;
  categories: (CategoryNode & { products: ProductCard[] })[];
}) {
  if (categories.length === 0) return null;
  return (
    <section aria-labelledby="categories" className="wrap pt-14">
      <h2 id="categories" className="display mb-8 text-section">
        {t('catalogue.browse')}
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2 sm:gap-6 lg:grid-cols-6">
        {categories.map((category, index) => (
          <li
            key={category.id}
            className={`group relative flex flex-col overflow-hidden rounded-2xl border border-line bg-sheet sm:max-lg:first:nth-last-[odd]:col-span-2 ${index < (halves[categories.length % 3] ?? 0) ? 'lg:col-span-3' : 'lg:col-span-2'}`}
          >
            <div className="grid grid-cols-3 gap-px bg-line" aria-hidden="true">
              {category.products.map((product) => (
                <div key={product.id} className="aspect-square overflow-hidden bg-shell">
                  {product.image ? (
                    <Picture
                      image={product.image}
                      sizes="(min-width: 64rem) 14rem, (min-width: 40rem) 16vw, 30vw"
                      className="transition-transform duration-700 ease-swell group-hover:scale-105"
                    />
                  ) : null}
                </div>
              ))}
            </div>
            <div className="p-5">
              <h3 className="display text-2xl">
                <MarketLink
                  href={`/c/${category.handle}`}
                  className="after:absolute after:inset-0 after:rounded-2xl group-hover:text-signal"
                >
                  {category.title}
                </MarketLink>
              </h3>
              <p className="mt-1 text-muted text-sm">
                {category.children.map(({ title }) => title).join(' · ')}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

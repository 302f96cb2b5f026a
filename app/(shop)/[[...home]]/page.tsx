import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getHome, listCategories } from '#lib/catalogue/index.ts';
import { env } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

// Nothing is made at build time, so building needs no database.
export function generateStaticParams(): { home: string[] }[] {
  return [];
}

/** The home page. It catches all paths, so that what is nowhere else gets the shop's own 404. */
export default async function HomePage({ params }: { params: Promise<{ home?: string[] }> }) {
  if ((await params).home) {
    await dependsOn(tags.search());
    notFound();
  }
  const [{ featured, newest, blocks }, categories] = await Promise.all([getHome(), listCategories()]);
  await dependsOn(
    tags.search(),
    tags.navigation(),
    ...[...featured, ...newest].map(({ id }) => tags.product(id)),
    ...priceTags(...[...featured, ...newest].map(({ pricedBy }) => pricedBy)),
    ...categories.map(({ id }) => tags.category(id)),
    ...['home-hero', 'home-story'].map(tags.cms),
  );
  const hero = blocks['home-hero'];
  const story = blocks['home-story'];
  const known = new Set(featured.map(({ id }) => id));
  const fresh = newest.filter(({ id }) => !known.has(id)).slice(0, 4);
  const picture = featured.find(({ image }) => image)?.image;
  return (
    <>
      <section className="wrap grid items-center gap-10 py-12 md:grid-cols-[1.25fr_1fr] md:py-20">
        <div>
          <h1 className="display text-hero">{hero?.title ?? env.SHOP_NAME}</h1>
          {hero ? <Prose html={hero.bodyHtml} className="mt-6 max-w-xl text-lg text-muted" /> : null}
          {categories[0] ? (
            <ButtonLink href={`/c/${categories[0].handle}`} size="large" className="mt-9">
              Shop {categories[0].title.toLowerCase()}
            </ButtonLink>
          ) : null}
        </div>
        {picture ? (
          <div className="aspect-square overflow-hidden rounded-card bg-shell md:rounded-[2rem]">
            {/* biome-ignore lint/performance/noImgElement: the page cache serves it as it is */}
            <img
              src={picture.src}
              alt=""
              width={800}
              height={800}
              fetchPriority="high"
              className="size-full object-cover"
            />
          </div>
        ) : null}
      </section>
      {categories.length > 0 ? (
        <section aria-labelledby="categories" className="border-line border-y bg-shell/60">
          <div className="wrap py-12">
            <h2 id="categories" className="sr-only">
              Categories
            </h2>
            <ul className="grid grid-cols-2 gap-x-6 gap-y-8 md:grid-cols-3 lg:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
              {categories.map((category) => (
                <li key={category.id}>
                  <Link href={`/c/${category.handle}`} prefetch={false} className="group block">
                    <span className="display text-section group-hover:text-signal">{category.title}</span>
                    <span className="mt-1.5 block text-muted text-sm">
                      {category.children.map(({ title }) => title).join(' · ')}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        </section>
      ) : null}
      {featured.length > 0 ? (
        <section aria-labelledby="featured" className="wrap py-16">
          <h2 id="featured" className="display mb-8 text-section">
            Chosen this season
          </h2>
          <ProductGrid products={featured} currency={env.SHOP_CURRENCY} />
        </section>
      ) : null}
      {story ? (
        <section className="bg-ink text-paper">
          <div className="wrap grid gap-6 py-20 md:grid-cols-[1fr_1.4fr] md:py-28">
            <h2 className="display text-title">{story.title}</h2>
            <Prose html={story.bodyHtml} className="text-lg text-paper/85" />
          </div>
        </section>
      ) : null}
      {fresh.length > 0 ? (
        <section aria-labelledby="newest" className="wrap pt-16">
          <h2 id="newest" className="display mb-8 text-section">
            Just in
          </h2>
          <ProductGrid products={fresh} currency={env.SHOP_CURRENCY} />
        </section>
      ) : null}
    </>
  );
}

import type { CartLine } from '#lib/cart/index.ts';

/** What an article is called in one line. */
export function nameOf({ title, variantTitle }: Pick<CartLine, 'title' | 'variantTitle'>): string {
  return variantTitle ? `${title}, ${variantTitle}` : title;
}

/** A picture beside its name: it says nothing by itself. */
export function CartThumbnail({ image }: { image: CartLine['image'] }) {
  return (
    <div className="aspect-square overflow-hidden rounded-card bg-shell">
      {image ? (
        // biome-ignore lint/performance/noImgElement: a thumbnail of fixed size; there is nothing to optimise
        <img src={image.src} alt="" width={176} height={176} className="size-full object-cover" />
      ) : null}
    </div>
  );
}

import type { CartLine } from '#lib/cart/index.ts';
import { Picture } from './picture.tsx';

/** What an article is called in one line. */
export function nameOf({ title, variantTitle }: Pick<CartLine, 'title' | 'variantTitle'>): string {
  return variantTitle ? `${title}, ${variantTitle}` : title;
}

/** A picture beside its name: it says nothing by itself. */
export function CartThumbnail({ image }: { image: CartLine['image'] }) {
  return (
    <div className="aspect-square overflow-hidden rounded-card bg-shell">
      {image ? <Picture image={image} sizes="5.5rem" /> : <div className="no-picture" />}
    </div>
  );
}

'use client';

import type { Image } from '#lib/catalogue/index.ts';
import { imageSources } from '#lib/media/media-name.ts';

const priorities = { first: 'high', last: 'low' } as const;

/**
 * A product's picture in a frame that holds its place: square, whatever the file's own shape. The browser takes the
 * format and width it needs; until then its colours stand there, blurred. A client component, so that a page carries its
 * `src` besides its HTML and not all that is made of it.
 */
export function Picture({
  image,
  alt = '',
  sizes,
  eager = false,
  className = '',
}: {
  image: Pick<Image, 'src'> & Partial<Pick<Image, 'width' | 'height'>>;
  alt?: string;
  /** How wide it is shown, as in HTML's `sizes`. */
  sizes: string;
  /**
   * For what is on the first screen: fetched at once; `first` for the one that fills it, which nothing goes before,
   * `last` for small ones that let scripts go before.
   */
  eager?: boolean | 'first' | 'last';
  className?: string;
}) {
  const { sources, src, placeholder } = imageSources(image);
  return (
    <picture className="contents">
      {sources.map(({ type, srcSet }) => (
        <source key={type} type={type} srcSet={srcSet} sizes={sizes} />
      ))}
      <img
        src={src}
        alt={alt}
        width={image.width || 800}
        height={image.height || 800}
        loading={eager ? undefined : 'lazy'}
        fetchPriority={typeof eager === 'string' ? priorities[eager] : undefined}
        decoding={eager ? undefined : 'async'}
        style={placeholder ? { background: placeholder } : undefined}
        className={`picture size-full object-cover ${className}`}
      />
    </picture>
  );
}

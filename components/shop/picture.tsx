import type { Image } from '#lib/catalogue/index.ts';

/** A product's picture in a frame that holds its place: square, whatever the file's own shape. */
export function Picture({
  image,
  alt = '',
  eager = false,
  className = '',
}: {
  image: Image;
  alt?: string;
  /** For what is on the first screen: fetched at once, and first. */
  eager?: boolean;
  className?: string;
}) {
  return (
    // biome-ignore lint/performance/noImgElement: its sizes are made when it is uploaded, not on request
    <img
      src={image.src}
      alt={alt}
      width={image.width || 800}
      height={image.height || 800}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : 'auto'}
      decoding={eager ? 'auto' : 'async'}
      className={`picture size-full object-cover ${className}`}
    />
  );
}

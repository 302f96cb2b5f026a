/**
 * A stored picture's name says all a page needs: 24 hex digits of its content's hash, 24 of the colours of its four
 * quarters, and then a width. `/media/HASH24COLOURS24-640.webp`.
 */
const idPattern = /^([0-9a-f]{24})([0-9a-f]{24})$/;
const srcPattern = /^\/media\/([0-9a-f]{48})-(\d{2,4})\.webp$/;
const filePattern = /^([0-9a-f]{48})-(\d{2,4})\.(avif|webp|jpg)$/;

/** Widths in CSS pixels times the densities people have; a picture gets those below its own width, and its own. */
const steps = [320, 640, 960, 1440];
export const longestSide = 2_000;
/** The one size in JPEG, for mails and feeds. */
export const jpegWidth = 640;

export const formats = ['avif', 'webp'] as const;

/** The widths a picture of this natural width is kept in. */
export function widthsOf(width: number): number[] {
  const own = Math.min(width, steps.at(-1) ?? width);
  return [...steps.filter((step) => step < own), own];
}

export const srcOf = (id: string, width: number): string => `/media/${id}-${widthsOf(width).at(-1)}.webp`;

/** Reads the name of a stored file; null for anything else, so that no path can be asked for. */
export function parseMediaFile(name: string): { id: string; extension: 'avif' | 'webp' | 'jpg' } | null {
  const [, id, , extension] = filePattern.exec(name) ?? [];
  if (!id || (extension !== 'avif' && extension !== 'webp' && extension !== 'jpg')) return null;
  return { id, extension };
}

export type ImageSources = {
  /** In the order a browser should try them. */
  sources: { type: 'image/avif' | 'image/webp'; srcSet: string }[];
  /** What to show where `srcset` is not known, and as the `img`'s own source. */
  src: string;
  /** A CSS background that stands in until the picture is there: its colours, blurred. */
  placeholder: string | undefined;
};

/**
 * What a page needs to show an image: `<picture>` sources, fallback and placeholder. Pure; an image that is not of
 * this module (an SVG of the demo, a merchant's CDN) comes back as its `src` alone.
 */
export function imageSources(image: { src: string }): ImageSources {
  const [, id, largest] = srcPattern.exec(image.src) ?? [];
  if (!id) return { sources: [], src: image.src, placeholder: undefined };
  const widths = widthsOf(Number(largest));
  const fallback = widths.find((width) => width >= 640) ?? widths.at(-1);
  return {
    sources: formats.map((format) => ({
      type: `image/${format}` as const,
      srcSet: widths.map((width) => `/media/${id}-${width}.${format} ${width}w`).join(', '),
    })),
    src: `/media/${id}-${fallback}.webp`,
    placeholder: placeholderOf(id),
  };
}

/** A stored picture as JPEG, for readers that know nothing newer; null when it is not one of ours. */
export function jpegOf(src: string): string | null {
  const [, id, largest] = srcPattern.exec(src) ?? [];
  return id ? `/media/${id}-${Math.min(jpegWidth, Number(largest))}.jpg` : null;
}

function placeholderOf(id: string): string | undefined {
  const colours = idPattern.exec(id)?.[2]?.match(/.{6}/g);
  if (!colours) return undefined;
  const [topLeft, topRight, bottomLeft, bottomRight] = colours;
  const glow = (at: string, colour: string | undefined) =>
    `radial-gradient(at ${at}, #${colour}, transparent 75%)`;
  return `${glow('0 0', topLeft)}, ${glow('100% 0', topRight)}, ${glow('0 100%', bottomLeft)}, #${bottomRight}`;
}

import sharp, { type Metadata } from 'sharp';
import { err, ok, type Result } from '#lib/platform/index.ts';
import { type ImageRefusal, refusals } from './errors.ts';

export const maxBytes = 20_000_000;
const maxPixels = 50_000_000;
const formatsTaken: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'heif', 'gif', 'svg']);

/** How every file is opened: damage is an error, and a bomb is refused by its header. */
export const opened = (bytes: Buffer) =>
  sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 }).timeout({ seconds: 20 });

export const refuse = (kind: ImageRefusal['kind']) => err({ kind, message: refusals[kind] });

// A comment ends at the first `-->` and nowhere else: with more than one way to read it, a few dozen take for ever.
const svgRoot = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<svg[\s>]/;
/** The root stands within so many bytes, or it is not looked for. */
const svgHeadBytes = 64_000;

// Text that is no SVG root would be tried as one; entities and external references have no business in a picture.
function looksLikeSvg(bytes: Buffer): boolean {
  const head = bytes.subarray(0, svgHeadBytes).toString('utf8');
  return svgRoot.test(head) && !/<!(DOCTYPE|ENTITY)/i.test(bytes.toString('latin1'));
}

/** What a file is, by its content. Fails with the reason why it is not taken. */
export async function inspectImage(bytes: Buffer): Promise<Result<Metadata, ImageRefusal>> {
  if (bytes.length > maxBytes) return refuse('too_many_bytes');
  // Binary formats are known by their first bytes; markup must be an SVG that is nothing else.
  if (
    /^[\s\uFEFF\u00EF\u00BB\u00BF]*</.test(bytes.subarray(0, 64).toString('latin1')) &&
    !looksLikeSvg(bytes)
  ) {
    return refuse('not_an_image');
  }
  let found: Metadata;
  try {
    found = await sharp(bytes, { limitInputPixels: false, failOn: 'error' }).metadata();
  } catch {
    return refuse('not_an_image');
  }
  // However it began: after much white space, or compressed.
  if (found.format === 'svg' && !looksLikeSvg(bytes)) return refuse('not_an_image');
  if (!formatsTaken.has(found.format)) return refuse('not_an_image');
  if (found.width * (found.pageHeight ?? found.height) > maxPixels) return refuse('too_many_pixels');
  if ((found.pages ?? 1) > 1) return refuse('animated');
  if (Math.min(found.width, found.height) < 16 && found.format !== 'svg') return refuse('too_small');
  return ok(found);
}

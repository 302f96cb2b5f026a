import { receiveImage } from '#lib/catalogue/index.ts';
import { processImages } from '#lib/media/index.ts';
import { type Ctx, systemContext } from '#lib/platform/index.ts';
import { parseArtFile, renderArt } from '#prisma/seed/art/index.ts';

function draw(name: string): Buffer | null {
  const art = parseArtFile(name);
  return art && Buffer.from(renderArt(art));
}

/** Takes in waiting pictures, one at a time so that orders are never kept waiting. Answers how many were tried. */
export function takeImages(ctx: Ctx = systemContext('worker:images')): Promise<number> {
  return processImages(ctx, { draw, tell: receiveImage });
}

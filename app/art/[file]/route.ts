import { problem } from '#lib/platform/index.ts';
import { parseArtFile, renderArt } from '#prisma/seed/art/index.ts';

/** Pictures of the demo catalogue, drawn from their file name: the same name is the same picture for ever. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  const art = parseArtFile((await params).file);
  if (!art) return problem(404, 'no_such_art', 'There is no such picture');
  return new Response(renderArt(art), {
    headers: {
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });
}

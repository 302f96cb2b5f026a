import { readFile } from 'node:fs/promises';
import { mediaPath, parseMediaFile } from '#lib/media/index.ts';
import { problem } from '#lib/platform/index.ts';

const types = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' } as const;

/** Stored pictures, where no edge serves them from disk: a name is its content, so it may be kept for ever. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  const { file } = await params;
  const [path, name] = [mediaPath(file), parseMediaFile(file)];
  const bytes = path && (await readFile(path).catch(() => null));
  if (!bytes || !name) return problem(404, 'no_such_picture', 'There is no such picture');
  return new Response(bytes, {
    headers: {
      'content-type': types[name.extension],
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  });
}

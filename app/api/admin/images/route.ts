import { requireStaffApi } from '#lib/auth/index.ts';
import { storeImage } from '#lib/media/index.ts';
import { problem } from '#lib/platform/index.ts';

const maxBytes = 20_000_000;

/** Takes the picture in the body in, every size of it. No product shows it until one is saved with it. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) {
    return problem(413, 'too_many_bytes', 'Larger than 20 MB');
  }
  const stored = await storeImage(Buffer.from(await request.arrayBuffer()));
  if (!stored.ok) return problem(422, stored.error.kind, stored.error.message);
  const { src, width, height } = stored.value;
  return Response.json({ src, width, height }, { headers: { 'cache-control': 'no-store' } });
}

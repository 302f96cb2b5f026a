import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { retryImage } from '#lib/media/index.ts';
import { problem } from '#lib/platform/index.ts';

/** Has a picture that could not be had tried again now. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ hash: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.edit');
  if (!staff.ok) return staff.error;
  const queued = await retryImage(staffContext(staff.value), (await params).hash);
  if (!queued) {
    return problem(404, 'not_waiting', 'This picture waits for nobody', 'It may have arrived meanwhile.');
  }
  return Response.json({ queued: true }, { headers: { 'cache-control': 'no-store' } });
}

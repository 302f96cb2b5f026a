import { requireStaffApi } from '#lib/auth/index.ts';
import { readRunFile } from '#lib/monitor/index.ts';
import { problem } from '#lib/platform/index.ts';

type Params = { params: Promise<{ run: string }> };

/** What the browser showed when a run of the monitor failed. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'monitor.view');
  if (!staff.ok) return staff.error;
  const bytes = await readRunFile((await params).run, 'screenshot.png');
  if (!bytes) return problem(404, 'not_kept', 'This is not kept, or not any more');
  const headers = { 'content-type': 'image/png', 'cache-control': 'private, no-store' };
  return new Response(new Uint8Array(bytes), { headers });
}

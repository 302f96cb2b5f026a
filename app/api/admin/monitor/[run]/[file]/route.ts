import { requireStaffApi } from '#lib/auth/index.ts';
import { readRunFile } from '#lib/monitor/index.ts';
import { problem } from '#lib/platform/index.ts';

type Params = { params: Promise<{ run: string; file: string }> };

/** Trace or HAR of a failed run of the monitor, to be saved. They hold whole requests: for owners only. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const staff = await requireStaffApi(request, 'monitor.files');
  if (!staff.ok) return staff.error;
  const { run, file } = await params;
  const bytes = await readRunFile(run, file);
  if (!bytes) return problem(404, 'not_kept', 'This is not kept, or not any more');
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': file.endsWith('.zip') ? 'application/zip' : 'application/json',
      'content-disposition': `attachment; filename="${run}-${file}"`,
      'cache-control': 'private, no-store',
    },
  });
}

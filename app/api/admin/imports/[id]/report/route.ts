import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { requireStaffApi } from '#lib/auth/index.ts';
import { getImportReport } from '#lib/import/index.ts';
import { problem } from '#lib/platform/index.ts';

/** The rows of an import that did not go in, each with its reason, to be mended and imported again. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.import');
  if (!staff.ok) return staff.error;
  const report = await getImportReport((await params).id);
  if (!report)
    return problem(404, 'no_such_report', 'There is no such report', 'Reports are kept for a week.');
  return new Response(Readable.toWeb(createReadStream(report.path)) as ReadableStream, {
    headers: {
      'content-type': report.name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
      'content-disposition': `attachment; filename="${report.name}"`,
      'cache-control': 'no-store',
    },
  });
}

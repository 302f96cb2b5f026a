import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { exportCatalogue } from '#lib/import/index.ts';
import { streamed } from '../streamed.ts';

/**
 * Every product as JSON lines, read as it is sent; what comes out can be imported and changes nothing. Each is written into
 * the audit log.
 */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.view');
  if (!staff.ok) return staff.error;
  return streamed(await exportCatalogue(staffContext(staff.value)), {
    'content-type': 'application/x-ndjson',
    'content-disposition': 'attachment; filename="products.ndjson"',
  });
}

import { requireStaffApi } from '#lib/auth/index.ts';
import { exportCatalogue } from '#lib/import/index.ts';

/** Every product as JSON lines, read as it is sent; what comes out can be imported and changes nothing. */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.view');
  if (!staff.ok) return staff.error;
  const lines = exportCatalogue();
  const body = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="products.ndjson"',
      'cache-control': 'no-store',
    },
  });
}

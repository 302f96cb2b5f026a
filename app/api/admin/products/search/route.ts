import { requireStaffApi } from '#lib/auth/index.ts';
import { listProducts } from '#lib/catalogue/index.ts';

/** The first products that fit `q`, to be picked from. */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.view');
  if (!staff.ok) return staff.error;
  const q = (new URL(request.url).searchParams.get('q') ?? '').slice(0, 100);
  const { products } = await listProducts({ q });
  return Response.json(
    { products: products.map(({ id, title, handle, status }) => ({ id, title, handle, status })) },
    { headers: { 'cache-control': 'no-store' } },
  );
}

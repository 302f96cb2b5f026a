import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { purgeNow } from '#lib/cache/index.ts';
import { addRedirect, type RedirectError, removeRedirect } from '#lib/catalogue/index.ts';
import { type Ctx, problem, readJson } from '#lib/platform/index.ts';

const path = z
  .string()
  .trim()
  .max(180, 'At most 180 characters')
  .regex(/^\/(?![/\\])[^\s\\]*$/, 'A path such as /p/old-name, without the shop’s own address');
const addSchema = z.object({ fromPath: path, toPath: path });

/** Makes an old address lead to a page of the shop. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'content.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, addSchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const added = await addRedirect(ctx, body.value);
  return added.ok ? purged(ctx, added.value, 201) : refused(added.error);
}

/** Takes a redirect away. */
export async function DELETE(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'content.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, z.object({ fromPath: z.string().max(255) }));
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return (await removeRedirect(ctx, body.value))
    ? purged(ctx, {}, 200)
    : problem(404, 'redirect_not_found', 'There is no such redirect');
}

async function purged(ctx: Ctx, value: object, status: number): Promise<Response> {
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...value, purge: { acknowledged, pages, durationMs } },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

function refused(error: RedirectError): Response {
  const [field, message] = wordsOf(error);
  return problem(409, error.kind, message, undefined, { errors: [{ field, message }] });
}

function wordsOf(error: RedirectError): [field: 'fromPath' | 'toPath', message: string] {
  switch (error.kind) {
    case 'reserved':
      return ['fromPath', 'The shop itself answers at that address'];
    case 'has_page':
      return ['fromPath', `${error.title} has that address: give it another first`];
    case 'taken':
      return ['fromPath', `It leads to ${error.to} already: remove that first`];
    case 'loop':
      return ['toPath', 'That would go round in a circle'];
    case 'chain':
      return ['toPath', `That address itself leads to ${error.to}: lead there at once`];
    case 'chain_before':
      return ['fromPath', `${error.from} leads to that address and would take two hops: remove it first`];
    case 'leads_nowhere':
      return ['toPath', 'There is no page at that address'];
  }
}

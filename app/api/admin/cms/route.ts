import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { addCmsBlock } from '#lib/catalogue/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';

const bodySchema = z.object({
  key: z
    .string()
    .trim()
    .max(60, 'At most 60 characters')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Small letters, digits and single hyphens, such as imprint'),
  title: z.string().trim().min(1, 'Say what it is called').max(255),
});

/** Makes a text of the shop: an empty draft, on no page before it is published. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'content.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const added = await addCmsBlock(staffContext(staff.value), body.value);
  if (!added.ok) {
    const message =
      added.error.kind === 'key_taken'
        ? 'There is a text of that name already'
        : `There are ${added.error.limit} texts: more are not listed`;
    return problem(409, added.error.kind, message, undefined, { errors: [{ field: 'key', message }] });
  }
  return Response.json({ block: added.value }, { status: 201, headers: { 'cache-control': 'no-store' } });
}

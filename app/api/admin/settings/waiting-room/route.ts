import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { roomSchema, saveRoom } from '#lib/waiting/index.ts';

/** Opens, changes or closes the waiting room. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'settings.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, roomSchema);
  if (!body.ok) return body.error;
  await saveRoom(staffContext(staff.value), body.value);
  return Response.json(body.value, { headers: { 'cache-control': 'no-store' } });
}

import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { dismissEffect, retryEffect } from '#lib/orders/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';

const key = { consumer: z.string().min(1).max(32), eventId: z.uuid() };
const note = z.string().trim().max(500);
const bodySchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('retry'), ...key, note: note.default('') }),
  z.object({ do: z.literal('dismiss'), ...key, note: note.min(1, 'Say why it need not be done') }),
]);

/** Runs a parked effect again, or gives it up with a note. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'effects.retry');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const act = body.value.do === 'retry' ? retryEffect : dismissEffect;
  const result = await act(ctx, body.value);
  if (result.ok) return Response.json({ done: body.value.do }, { headers: { 'cache-control': 'no-store' } });
  const detail = 'A colleague was faster, or it has run in the meantime.';
  return problem(409, 'not_failed', 'This effect is not waiting for anybody', detail);
}

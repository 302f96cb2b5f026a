import { may, requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { actOnOrder, type StaffAction, staffRequestSchema } from '#lib/orders/index.ts';
import { problem, readJson } from '#lib/platform/index.ts';

/** These give money back. */
const givesBack = new Set<StaffAction>(['cancel', 'refund', 'refund_lines']);

const name = (actor: string) => actor.replace(/^(staff|worker):/, '');

/** Cancel, refund, pack, ship, deliver, return or note: what is possible now is in the order's timeline. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'orders.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, staffRequestSchema);
  if (!body.ok) return body.error;
  if (givesBack.has(body.value.command.do) && !may(staff.value.role, 'orders.refund')) {
    return problem(403, 'forbidden', 'Not allowed', 'Your role may not give money back.');
  }
  const ctx = staffContext(staff.value);
  const result = await actOnOrder(ctx, { orderId: (await params).id, ...body.value });
  if (result.ok) return Response.json(result.value, { headers: { 'cache-control': 'no-store' } });
  const { error } = result;
  switch (error.kind) {
    case 'unknown_order':
      return problem(404, 'order_not_found', error.message);
    case 'changed': {
      const who = error.by === ctx.actor ? 'You' : name(error.by);
      const seconds = Math.max(0, Math.round((ctx.now().getTime() - error.at.getTime()) / 1_000));
      const ago = seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
      const detail = `${who} ${error.did} ${ago}. The page shows it now: look again.`;
      return problem(409, 'order_changed', 'The order was changed in the meantime', detail);
    }
    case 'not_allowed':
    case 'amount_too_high':
      return problem(409, error.kind, 'That is not possible', error.message);
  }
}

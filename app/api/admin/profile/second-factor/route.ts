import QRCode from 'qrcode';
import { z } from 'zod';
import { beginSecondFactor, requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { ok, readJson } from '#lib/platform/index.ts';
import { staffAnswer } from '../../staff/staff-answers.ts';

const bodySchema = z.object({ password: z.string().max(1_024) });

/** Begins one's own second factor: the secret, as text and as the picture an app scans. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'profile.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const input = { staffId: staff.value.id, ...body.value };
  const begun = await beginSecondFactor(staffContext(staff.value), input);
  if (!begun.ok) return staffAnswer(begun, 'password');
  const picture = await QRCode.toDataURL(begun.value.uri, { margin: 2, width: 220 });
  return staffAnswer(ok({ secret: begun.value.secret, picture }));
}

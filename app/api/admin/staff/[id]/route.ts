import { z } from 'zod';
import { changeStaff, requireStaffApi, roles, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { staffAnswer } from '../staff-answers.ts';

const bodySchema = z.object({
  name: z.string().trim().min(1).max(190).optional(),
  role: z.enum(roles).optional(),
  disabled: z.boolean().optional(),
});

/** Changes a colleague's name or role, or whether they may sign in; their sessions end. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'staff.manage');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema);
  if (!body.ok) return body.error;
  const { name, role, disabled } = body.value;
  const wanted = {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(disabled === undefined ? {} : { disabled }),
  };
  return staffAnswer(await changeStaff(staffContext(staff.value), { id: (await params).id, ...wanted }));
}

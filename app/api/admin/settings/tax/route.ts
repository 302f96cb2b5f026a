import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { saveTax, taxTableSchema } from '#lib/rates/index.ts';
import { savedTable } from '../saved.ts';

const bodySchema = z.object({ table: taxTableSchema, expectedVersion: z.string().max(40) });

/** Replaces the tax table. */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'settings.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 500_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return savedTable(ctx, await saveTax(ctx, body.value));
}

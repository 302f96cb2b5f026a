import { problem, readiness } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';

/** Whether this process is to be sent requests, with what it cannot reach, why, and what stands still without it. */
export async function GET(): Promise<Response> {
  const { status, warming, draining, parts } = await readiness();
  if (status !== 'down') {
    return Response.json({ status, parts }, { headers: { 'cache-control': 'no-store' } });
  }
  const why = draining
    ? 'This process is ending'
    : warming
      ? 'This process is loading what customers ask for'
      : 'Neither the database nor the page cache answers';
  return problem(503, 'not_ready', 'Not ready', why, { warming, draining, parts });
}

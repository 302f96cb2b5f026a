import { clientAddress } from '#lib/auth/index.ts';
import {
  countTry,
  problem,
  readJson,
  systemContext,
  trafficHeader,
  verifyTraffic,
} from '#lib/platform/index.ts';
import { browserReportSchema, takeBrowserReport } from '#lib/tracing/index.ts';
import { refuseOtherSites, withOutages } from '../request.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('browser');
const mostBytes = 4_096;
/** A visitor sends one for each page, at most. */
const limit = { name: 'browser-report', most: 60, seconds: 60, countedIn: 'object' } as const;

/** Takes what a visitor's browser measured: web vitals, and its part of an order's trace. No cookie is read or set. */
export const POST = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const retryAfter = await countTry(limit, clientAddress(request.headers));
  if (retryAfter > 0) {
    const answer = problem(429, 'too_many', 'Too many reports');
    answer.headers.set('retry-after', String(retryAfter));
    return answer;
  }
  const body = await readJson(request, browserReportSchema, mostBytes);
  if (!body.ok) return body.error;
  const { vitals, navigations } = body.value;
  // What our own monitor's browser measures says nothing of visitors.
  const own = verifyTraffic(request.headers.get(trafficHeader)) !== 'shopper';
  const measured = own ? { vitals: [], navigations: [] } : { vitals, navigations };
  await takeBrowserReport(ctx, { ...body.value, ...measured });
  return new Response(null, { status: 204 });
});

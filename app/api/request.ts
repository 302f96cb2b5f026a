import { type Market, marketOf } from '#lib/markets/index.ts';
import { logger, problem } from '#lib/platform/index.ts';
import { inReadersLanguage } from './refusal-words.ts';

const log = logger('api');

/**
 * Wraps a handler: an outage of ours becomes a clear 503 that says to come back, never a bare 500. Refusals are said in
 * the language that the request prefers.
 */
export function withOutages<A extends unknown[]>(
  handler: (request: Request, ...input: A) => Promise<Response>,
): (request: Request, ...input: A) => Promise<Response> {
  return async (request, ...input) => {
    try {
      return await inReadersLanguage(request, await handler(request, ...input));
    } catch (error) {
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'request failed');
      const answer = problem(
        503,
        'unavailable',
        'The shop is not fully available at the moment',
        'Nothing of this request was lost or done twice. Try again in a few seconds.',
      );
      answer.headers.set('retry-after', '5');
      return inReadersLanguage(request, answer);
    }
  };
}

/** Refuses a change asked for by a page of another site. Browsers always name the origin of such requests. */
export function refuseOtherSites(request: Request): Response | null {
  const origin = request.headers.get('origin');
  if (origin === null) return null;
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  if (URL.canParse(origin) && new URL(origin).host === host) return null;
  return problem(403, 'other_site', 'This request came from another site');
}

/** JSON that no cache keeps. */
export function answer(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store', ...headers } });
}

/** One cookie of the request, or null. */
export function cookie(request: Request, name: string): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}

/** The market a request of our own pages speaks of: `?market=de`. */
export function marketOfRequest(request: Request): Market {
  return marketOf(new URL(request.url).searchParams.get('market'));
}

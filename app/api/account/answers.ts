import type { z } from 'zod';
import { clientAddress } from '#lib/auth/index.ts';
import type { CartError } from '#lib/cart/index.ts';
import { type Customer, type CustomerError, currentCustomer, sessionSeconds } from '#lib/customers/index.ts';
import { env, problem, type Result, readJson } from '#lib/platform/index.ts';
import { answer, cookie, refuseOtherSites, withOutages } from '../request.ts';

const secure = env.SHOP_URL.startsWith('https:');
const name = secure ? '__Host-ballast_customer' : 'ballast_customer';
const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

export const sessionToken = (request: Request) => cookie(request, name);

/** The header that opens or, without a token, ends the browser's session. */
export function sessionCookie(token: string | null): Record<string, string> {
  const age = token === null ? 0 : sessionSeconds;
  return { 'set-cookie': `${name}=${token ?? ''}; ${attributes}; Max-Age=${age}` };
}

/** An account's refusal as problem+json. */
export function refusal(error: CustomerError | Extract<CartError, { kind: 'cart_unavailable' }>): Response {
  switch (error.kind) {
    case 'wrong_credentials':
      return problem(403, 'wrong_credentials', 'The e-mail address or the password is not right');
    case 'email_taken':
      return problem(409, 'email_taken', 'There is an account with this e-mail address');
    case 'link_used_up':
      return problem(410, 'link_used_up', 'This link was used or is too old', 'Ask for a new one.');
    case 'not_found':
      return problem(404, 'not_found', 'There is nothing like that in your account');
    case 'too_many':
      return problem(409, 'too_many', `At most ${error.limit}`, undefined, { limit: error.limit });
    case 'rate_limited': {
      const refused = problem(
        429,
        'rate_limited',
        'Too many tries',
        'Wait a quarter of an hour, then try again.',
      );
      refused.headers.set('retry-after', String(error.retryAfterSeconds));
      return refused;
    }
    case 'sessions_away':
    case 'cart_unavailable':
      return problem(
        503,
        'sessions_away',
        'Accounts are resting for a moment',
        'Try again in a few seconds.',
      );
  }
}

/** What a verb said: its value, or its refusal. A session's token goes into the cookie, never into the body. */
export function show(result: Result<unknown, CustomerError>): Response {
  if (!result.ok) return refusal(result.error);
  const value: unknown = result.value;
  if (value && typeof value === 'object' && 'token' in value && typeof value.token === 'string') {
    return answer({ ok: true }, 200, sessionCookie(value.token));
  }
  return answer(value ?? { ok: true });
}

type Body<S> = S extends z.ZodType<infer T> ? T : undefined;
type Asked<S> = { request: Request; body: Body<S>; address: string };

async function parsed<S extends z.ZodType | null>(
  request: Request,
  schema: S,
): Promise<Result<Asked<S>, Response>> {
  const address = clientAddress(request.headers);
  const refused = request.method === 'GET' ? null : refuseOtherSites(request);
  if (refused) return { ok: false, error: refused };
  if (schema === null) return { ok: true, value: { request, body: undefined as Body<S>, address } };
  const body = await readJson(request, schema);
  return body.ok ? { ok: true, value: { request, body: body.value as Body<S>, address } } : body;
}

/** A route for anybody: parses, asks, answers. */
export function forAnybody<S extends z.ZodType | null>(
  schema: S,
  handle: (asked: Asked<S>) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return withOutages(async (request: Request) => {
    const asked = await parsed(request, schema);
    return asked.ok ? handle(asked.value) : asked.error;
  });
}

/** A route for whoever is signed in: 401 for others. */
export function forCustomer<S extends z.ZodType | null>(
  schema: S,
  handle: (asked: Asked<S> & { customer: Customer; params: Record<string, string> }) => Promise<Response>,
): (request: Request, route: { params: Promise<Record<string, string>> }) => Promise<Response> {
  return withOutages(async (request: Request, route: { params: Promise<Record<string, string>> }) => {
    const found = await currentCustomer(sessionToken(request));
    if (!found.ok) return refusal(found.error);
    if (!found.value) return problem(401, 'not_signed_in', 'Sign in first');
    const asked = await parsed(request, schema);
    if (!asked.ok) return asked.error;
    return handle({ ...asked.value, customer: found.value, params: await route.params });
  });
}

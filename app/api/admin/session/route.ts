import { z } from 'zod';
import { isSameOrigin, pausedProblem, type SignInError, safeNext, signInMessages } from '#lib/auth/index.ts';
import { signInStaff, signOutStaff } from '#lib/auth/next-session.ts';
import { err, ok, problem, type Result, readJson } from '#lib/platform/index.ts';

const bodySchema = z.object({
  email: z.string().max(1_000),
  password: z.string().max(2_000),
  code: z.string().max(64).default(''),
  next: z.string().optional(),
});
type Body = z.infer<typeof bodySchema>;

const crossOrigin = () =>
  problem(403, 'cross_origin', 'Refused', 'This request did not come from the admin.');

function isForm(request: Request): boolean {
  return (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
}

async function read(request: Request): Promise<Result<Body, Response>> {
  if (!isForm(request)) return readJson(request, bodySchema);
  const text = (await request.text()).slice(0, 65_536);
  const parsed = bodySchema.safeParse(Object.fromEntries(new URLSearchParams(text)));
  return parsed.success ? ok(parsed.data) : err(problem(422, 'invalid_input', 'Some fields are not right'));
}

function refusal(error: SignInError): Response {
  const { title, detail } = signInMessages[error.kind];
  if (error.kind === 'paused') return pausedProblem();
  if (error.kind !== 'rate_limited') return problem(401, error.kind, title, detail);
  const response = problem(429, error.kind, title, detail);
  response.headers.set('retry-after', String(error.retryAfterSeconds));
  return response;
}

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });

/** Signs in: JSON answers with a status, a plain form with a redirect. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return crossOrigin();
  const form = isForm(request);
  const body = await read(request);
  if (!body.ok) return body.error;
  const { email, password, code, next } = body.value;
  const result = await signInStaff({ email, password, code });
  if (!form) return result.ok ? new Response(null, { status: 204 }) : refusal(result.error);
  if (result.ok) return seeOther(safeNext(next));
  const query = new URLSearchParams({ next: safeNext(next), error: result.error.kind });
  return seeOther(`/admin/sign-in?${query}`);
}

/** Signs out. */
export async function DELETE(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return crossOrigin();
  const result = await signOutStaff();
  return result.ok ? new Response(null, { status: 204 }) : refusal(result.error);
}

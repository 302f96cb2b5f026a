import type { z } from 'zod';
import { err, ok, type Result } from './result.ts';

/** An error answer in the format of RFC 9457; `code` is stable and for programs. */
export function problem(
  status: number,
  code: string,
  title: string,
  detail?: string,
  extra: Record<string, unknown> = {},
): Response {
  const body = { ...extra, type: 'about:blank', title, status, code, ...(detail ? { detail } : {}) };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}

/**
 * Reads and parses a JSON body. Fails with a ready 4xx answer: 413 above `maxBytes`, 400 for what is
 * not JSON, 422 with one entry per wrong field.
 */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  maxBytes = 65_536,
): Promise<Result<T, Response>> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > maxBytes) return err(problem(413, 'body_too_large', 'The request is too large'));
  const text = await request.text();
  if (Buffer.byteLength(text) > maxBytes) {
    return err(problem(413, 'body_too_large', 'The request is too large'));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(problem(400, 'not_json', 'The request body is not JSON'));
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.map((issue) => ({
    field: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  return err(problem(422, 'invalid_input', 'Some fields are not right', undefined, { errors }));
}

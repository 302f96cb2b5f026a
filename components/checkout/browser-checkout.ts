import type { CheckoutNews, Quote } from '#lib/checkout/index.ts';
import { sendToShop } from '../shop/call-shop.ts';
import type { beginSpan } from '../ui/browser-report.ts';

export type Refused = {
  kind: 'refused';
  code: string;
  title: string;
  detail: string;
  /** By the field's path, such as `shippingAddress.city`. */
  errors: Record<string, string>;
  quote: Quote | null;
  /** Of another checkout that the refusal speaks of. */
  checkoutId: string | null;
};
export type Reply<T> = { kind: 'ok'; value: T } | Refused | { kind: 'lost' };

/** Asks our API, as part of a trace that began here if `span` is given. A network failure is `lost`: nothing is known. Anything the server said is told as it said it. */
export async function ask<T>(
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  span?: ReturnType<typeof beginSpan>,
): Promise<Reply<T>> {
  let response: Response;
  let said: unknown;
  try {
    const headers: Record<string, string> = span ? { traceparent: span.traceparent } : {};
    response = await sendToShop(path, { method, body, timeoutMs: 40_000, headers });
    said = await response.json();
    span?.end(response.status);
  } catch {
    span?.end(0);
    return { kind: 'lost' };
  }
  if (response.ok) return { kind: 'ok', value: said as T };
  const problem = said as {
    code?: string;
    title?: string;
    detail?: string;
    quote?: Quote;
    checkoutId?: string;
    errors?: { field: string; message: string }[];
  };
  return {
    kind: 'refused',
    code: problem.code ?? 'unknown',
    title: problem.title ?? 'Something went wrong',
    detail: problem.detail ?? '',
    errors: Object.fromEntries((problem.errors ?? []).map(({ field, message }) => [field, message])),
    quote: problem.quote ?? null,
    checkoutId: problem.checkoutId ?? null,
  };
}

/**
 * Asks for a checkout's state until it is settled, for at most a minute. Null: there is no such checkout, nothing was
 * charged. `processing` at the end: it takes longer than that.
 * @param redirectResult what the gateway gave the browser on its way back from the bank.
 */
export async function followCheckout(
  id: string,
  redirectResult: string | null = null,
): Promise<CheckoutNews | null> {
  const query = redirectResult ? `?redirectResult=${encodeURIComponent(redirectResult)}` : '';
  for (let round = 0; round < 40; round++) {
    const reply = await ask<CheckoutNews>('GET', `/api/checkout/${id}${query}`);
    if (reply.kind === 'refused' && reply.code === 'unknown_checkout') return null;
    if (reply.kind === 'ok' && reply.value.status !== 'processing') return reply.value;
    await new Promise((done) => setTimeout(done, Math.min(2_000, 500 + round * 100)));
  }
  return { status: 'processing' };
}

import { ShopError, type Words } from './shop-error.ts';

function text(body: unknown, field: string): string | null {
  const value = body && typeof body === 'object' ? (body as Record<string, unknown>)[field] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** How often a request that was turned away unheard is sent again before the shopper is told. */
const againMost = 2;

/** How long to wait before a request that the busy shop has not begun may be sent again, whatever it was. */
function againInMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after'));
  return response.headers.has('x-shed') && seconds > 0 ? seconds * 1_000 : null;
}

/**
 * Sends a request to our own API, for an answer in the page's language that no cache has a part in. One that the shop was
 * too busy to begin is sent again.
 * @throws when there is no answer within `timeoutMs`.
 */
export async function sendToShop(
  path: string,
  {
    method,
    body,
    timeoutMs,
    headers = {},
  }: { method: string; body?: unknown; timeoutMs: number; headers?: Record<string, string> },
): Promise<Response> {
  const until = Date.now() + timeoutMs;
  const send = () =>
    fetch(path, {
      method,
      cache: 'no-store',
      headers: {
        // The page's language, not the browser's.
        'accept-language': document.documentElement.lang,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(Math.max(0, until - Date.now())),
    });
  let response = await send();
  for (let again = 0; again < againMost; again++) {
    const waitMs = againInMs(response);
    if (waitMs === null || Date.now() + waitMs > until) break;
    await new Promise((done) => setTimeout(done, waitMs));
    response = await send();
  }
  return response;
}

/** Asks our API for JSON. @throws ShopError with words for the shopper. */
export async function callShop<T>(
  path: string,
  { method = 'GET', body, words }: { method?: string; body?: unknown; words: Words },
): Promise<T> {
  let response: Response;
  try {
    response = await sendToShop(path, { method, body, timeoutMs: 15_000 });
  } catch {
    throw new ShopError(words.offline, 'offline', 0);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer) return answer as T;
  // Whoever must stand in line is taken there; the page brings him back.
  const line = text(answer, 'line');
  if (line?.startsWith('/')) window.location.assign(`${line}?back=${encodeURIComponent(location.pathname)}`);
  const said = [text(answer, 'title'), text(answer, 'detail')].filter(Boolean).join('. ');
  throw new ShopError(said || words.silent, text(answer, 'code') ?? 'unknown', response.status);
}

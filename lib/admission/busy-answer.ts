import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Locale, preferredLocale, translator } from '#lib/i18n/index.ts';
import { marketOf, marketOfPath } from '#lib/markets/index.ts';
import { busyPage } from './busy-page.ts';
import type { Kind } from './kinds.ts';

/** Different for each, so that those who were turned away together do not come back together. */
const between = (least: number, most: number) => least + Math.floor(Math.random() * (most - least + 1));
const pageRetrySeconds = () => between(4, 10);
/** A browser in the middle of something waits for this, so it is short. */
const apiRetrySeconds = () => between(1, 4);

/**
 * What says that this 503 is no outage, and what kind of request was turned away: browsers send it again by themselves;
 * Varnish serves what it holds a little longer, and says no to others of that kind for a moment.
 */
export const shedHeader = 'x-shed';
/** For how long Varnish says so by itself, as a duration of VCL. */
const shedForHeader = 'x-shed-for';

/**
 * Answers 503: the API in its own words, anything else with a page. Costs next to nothing.
 * @param holdMs for how long others of its kind need not be asked about.
 */
export function answerBusy(
  request: IncomingMessage,
  response: ServerResponse,
  kind: Kind,
  holdMs: number,
): void {
  if (response.destroyed || response.headersSent) return;
  const { market, path } = marketOfPath(request.url ?? '/');
  const api = path.startsWith('/api/');
  const seconds = api ? apiRetrySeconds() : pageRetrySeconds();
  const locale = api ? preferredLocale(request.headers['accept-language'] ?? null) : market.locale;
  const body = api ? busyProblem(locale) : busyPage(locale, seconds);
  response.writeHead(503, {
    'content-type': api ? 'application/problem+json' : 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'content-language': locale,
    'cache-control': 'no-store',
    'retry-after': String(seconds),
    [shedHeader]: kind,
    [shedForHeader]: `${holdMs}ms`,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** What the API says of a request that was not begun: problem+json (RFC 9457). */
export function busyProblem(locale: Locale): string {
  const t = translator(locale);
  return JSON.stringify({
    type: 'about:blank',
    title: t('busy.title'),
    status: 503,
    code: 'overloaded',
    detail: t('busy.nothingDone'),
  });
}

/** The same as an entry of Next's page cache, which it sends as if it had found it there. `key` begins with the market. */
export function busyEntry(
  key: string,
  holdMs: number,
): { html: string; status: 503; headers: Record<string, string> } {
  const seconds = pageRetrySeconds();
  const { locale } = marketOf(key.split('/')[1]);
  return {
    html: busyPage(locale, seconds),
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'surrogate-control': 'no-store',
      'content-language': locale,
      'retry-after': String(seconds),
      [shedHeader]: 'browse' satisfies Kind,
      [shedForHeader]: `${holdMs}ms`,
    },
  };
}

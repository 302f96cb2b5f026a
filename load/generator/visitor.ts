import { gunzipSync } from 'node:zlib';
import { CookieJar } from '../cookies.ts';
import { type Answer, send } from './client.ts';
import type { Ended } from './tally.ts';

export type At = {
  url: string;
  /** Headers of every request: who is behind it. */
  mark: Record<string, string>;
  count: (ended: Ended) => void;
};

const agentName = 'Mozilla/5.0 (X11; Linux x64) Ballast-load/1';
/** Pages that no cache keeps. */
const personal = new Set(['cart', 'checkout', 'staff']);
/** As many connections as browsers open to one host. */
const side = 6;
const mostFilesAPage = 40;

/** Where the content of a page alone is, as links of the shop ask for it. */
export const contentPath = (path: string) => `${path}${path.includes('?') ? '&' : '?'}_rsc=load`;

/** Everything one visitor asks for, with his cookies and what his browser keeps. */
export class Visitor {
  readonly #at: At;
  readonly #cookies = new CookieJar();
  /** Static files the browser has; null when it has had them all for long. */
  readonly #files: Set<string> | null;

  constructor(at: At, { returning, cookies = [] }: { returning: boolean; cookies?: readonly string[] }) {
    this.#at = at;
    this.#files = returning ? null : new Set();
    this.#cookies.store(cookies);
  }

  /** @param intended when it should be sent, by `performance.now()`. */
  async #ask(
    step: string,
    intended: number,
    path: string,
    {
      method = 'GET',
      body,
      headers = {},
    }: { method?: string; body?: string; headers?: Record<string, string> },
  ): Promise<Answer> {
    const url = new URL(path, this.#at.url);
    const answer = await send(
      url,
      method,
      {
        ...{ 'user-agent': agentName, ...this.#at.mark, ...this.#cookies.header(), ...headers },
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { origin: new URL(this.#at.url).origin }),
      },
      body,
    );
    this.#cookies.store(answer.setCookies);
    const { status, sent, ended } = answer;
    const retryAfter = 'retry-after' in answer.headers;
    const cache = headers.accept && !personal.has(step) ? answer.cache : null;
    this.#at.count({
      ...{ step, status, retryAfter, intended, sent, ended, cache },
      bytes: answer.body.length,
    });
    return answer;
  }

  /**
   * Goes to a page: a new document with the files it needs and the cart's badge, or only its content when a link of the
   * shop was followed.
   */
  async page(step: string, intended: number, path: string, document: boolean): Promise<void> {
    const accept = { accept: 'text/html', 'accept-encoding': 'gzip' };
    if (!document) {
      await this.#ask(step, intended, contentPath(path), { headers: { ...accept, accept: '*/*', rsc: '1' } });
      return;
    }
    const answer = await this.#ask(step, intended, path, { headers: accept });
    if (answer.status !== 200) return;
    const badge = this.json('cart-badge', performance.now(), 'GET', '/api/cart?market=ie');
    await Promise.all([badge, this.#files ? this.#fetchFiles(answer, this.#files) : null]);
  }

  async #fetchFiles({ body, encoding }: Answer, have: Set<string>): Promise<void> {
    const html = (encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8');
    const named = html.matchAll(/(?:src|href)="(\/(?:_next\/static|media|fonts|images)\/[^"]+)"/g);
    const missing = [...new Set([...named].map(([, path = '']) => path))]
      .filter((path) => !have.has(path))
      .slice(0, mostFilesAPage);
    for (const path of missing) have.add(path);
    const queue = missing.values();
    const fetchThem = async () => {
      for (const path of queue) {
        await this.#ask('file', performance.now(), path, { headers: { 'accept-encoding': 'br, gzip' } });
      }
    };
    await Promise.all(Array.from({ length: side }, fetchThem));
  }

  /** A question of the page's scripts. @returns null when no answer came or it is no JSON. */
  async json(
    step: string,
    intended: number,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown } | null> {
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await this.#ask(step, intended, path, { method, ...text });
    if (answer.status === 0) return null;
    try {
      const said = answer.body.toString('utf8');
      return { status: answer.status, body: said === '' ? null : (JSON.parse(said) as unknown) };
    } catch {
      return null;
    }
  }

  /** A gateway's word, with its signature over the very bytes. */
  async webhook(intended: number, path: string, body: string, signature: string): Promise<void> {
    await this.#ask('webhook', intended, path, {
      method: 'POST',
      body,
      headers: { 'stripe-signature': signature },
    });
  }
}

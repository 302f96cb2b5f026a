import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { awayPage, busyPage, busyProblem } from '#lib/admission/index.ts';
import { emptyCart } from '#lib/cart/index.ts';
import type { Locale } from '#lib/i18n/index.ts';
import { defaultMarket, type Market, markets as ours } from '#lib/markets/index.ts';

export type VclOptions = {
  /** The web processes, on loopback. */
  webPorts: readonly number[];
  /** Where they are, when not on loopback. */
  webHost?: string;
  /** The shop's public name, with its port if it has one: what every page is asked for by. */
  host: string;
  /** Addresses that may purge; loopback when not given. */
  purgers?: readonly string[];
  /** The shop's when not given; the one without a prefix is the default. */
  markets?: readonly Market[];
  /** Whether the shop is reached by HTTPS only. */
  secure?: boolean;
  /** False shows what the guards against late renders are for. */
  guards?: boolean;
};

/**
 * What its program needs of Varnish: long lists of tags in a purge, many tags on a page, and room for the answers to
 * four tries at one page, which are all kept until the last has come.
 */
export const varnishLimits: readonly string[] = [
  ...['-p', 'http_req_hdr_len=64k', '-p', 'http_req_size=128k', '-p', 'workspace_client=256k'],
  ...['-p', 'http_resp_hdr_len=16k', '-p', 'workspace_backend=256k'],
];

/** What the API says when no web process answers. A write that was broken off may have been done. */
const unavailable = {
  type: 'about:blank',
  title: 'The shop is busy or restarting',
  status: 503,
  code: 'unavailable',
  detail: 'It is not known whether anything was changed. Look, or try again in a few seconds.',
};

/** Stands for the seconds in a page until Varnish has drawn them; below a thousand, which a language would part. */
const someSeconds = 777;

// Each of VCL's long strings has an end that the other kind of text may contain.
const quotedPage = (text: string) => `{"${text}"}`;
const quotedJson = (text: string) => `"""${text}"""`;

/** Web's own page for those it turns away, as an expression of VCL. */
const busyText = (locale: Locale) =>
  busyPage(locale, someSeconds)
    .split(String(someSeconds))
    .map(quotedPage)
    .join(' + resp.http.Retry-After + ');

/** VCL that says something in one of several languages: the first whose condition holds. */
function inLanguages(
  branches: readonly { when: string; locale: Locale }[],
  say: (locale: Locale) => string,
  type: string,
  answer = 'resp',
): string {
  const each = branches.map(({ when, locale }) =>
    [
      `if (${when}) {`,
      `set ${answer}.http.Content-Language = "${locale}";`,
      `set ${answer}.http.Content-Type = "${type}";`,
      `synthetic(${say(locale)});`,
      '}',
    ].join(' '),
  );
  return each.join('\nelse ');
}

const pages = 'text/html; charset=utf-8';
/** Longer than it takes to have the page read aloud, which begins anew with each try. */
const awayRetrySeconds = 20;

/** Whose words a page speaks, by its address as `url` has it. */
function byMarket(markets: readonly Market[], url: string) {
  const byPrefix = markets
    .filter(({ pathPrefix }) => pathPrefix !== '')
    .map(({ pathPrefix, locale }) => ({ when: `${url} ~ "^${pathPrefix}([/?]|$)"`, locale }));
  const home = markets.find(({ pathPrefix }) => pathPrefix === '') ?? defaultMarket;
  return [...byPrefix, { when: 'true', locale: home.locale }];
}

/** The page when no web process answers: to one who asked now (`req`), or when the answer broke off (`bereq`). */
function awayAnswers(markets: readonly Market[]): Record<'AWAY' | 'AWAY_BACKEND', string> {
  const say = (locale: Locale) => quotedPage(awayPage(locale, awayRetrySeconds));
  return {
    AWAY: inLanguages(byMarket(markets, 'req.url'), say, pages),
    AWAY_BACKEND: inLanguages(byMarket(markets, 'bereq.url'), say, pages, 'beresp'),
  };
}

/**
 * What Varnish says when it turns somebody away on web's word: the same words, in the same languages. A page speaks its
 * market's, the API the reader's, and English to whom it does not know (`preferredLocale`).
 */
function busyAnswers(markets: readonly Market[]): Record<'BUSY' | 'BUSY_API', string> {
  const byReader = [
    { when: 'req.http.Accept-Language ~ "^de"', locale: 'de' },
    { when: 'true', locale: 'en' },
  ] as const;
  return {
    BUSY: inLanguages(byMarket(markets, 'req.url'), busyText, pages),
    BUSY_API: inLanguages(byReader, (locale) => quotedJson(busyProblem(locale)), 'application/problem+json'),
  };
}

/** What web says to somebody without a cart, by market. */
const emptyCarts = (markets: readonly Market[]) =>
  markets
    .map((market) => {
      const said = quotedJson(JSON.stringify(emptyCart(market)));
      return `if (req.url ~ "market=${market.code}$") { synthetic(${said}); }`;
    })
    .join('\nelse ');

/** Varnish's program for one stack. @throws Error for an address that is none. */
export function renderVcl({
  webPorts,
  webHost = '127.0.0.1',
  host,
  purgers = ['127.0.0.1'],
  markets = ours,
  secure = false,
  guards = true,
}: VclOptions): string {
  for (const address of purgers) {
    if (!/^[\d.:a-f/]+$/i.test(address)) throw new Error(`Not an address that may purge: ${address}`);
  }
  if (!/^[a-z\d.-]+$/i.test(webHost)) throw new Error(`Not a name of web: ${webHost}`);
  if (!/^[a-z\d.:[\]-]+$/i.test(host)) throw new Error(`Not a name of a shop: ${host}`);
  const read = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8');
  const values: Record<string, string> = {
    BACKENDS: webPorts
      .map((port, index) =>
        [
          `backend web${index + 1} {`,
          `    .host = "${webHost}";`,
          `    .port = "${port}";`,
          '    .probe = ready;',
          '    .connect_timeout = 1s;',
          '    .first_byte_timeout = 30s;',
          '    .between_bytes_timeout = 10s;',
          '    .max_connections = 500;',
          '}',
        ].join('\n'),
      )
      .join('\n'),
    MEMBERS: webPorts.map((_, index) => `    web.add_backend(web${index + 1});`).join('\n'),
    EACH: webPorts.map((_, index) => `    each.add_backend(web${index + 1});`).join('\n'),
    HOST: host,
    GUARDS: String(guards),
    // A network's length stands outside the quotes.
    PURGERS: purgers.map((address) => `"${address.replace(/(?=\/)|$/, '"')};`).join(' '),
    MARKETS: markets.map(({ code }) => code).join('|'),
    EMPTY_CARTS: emptyCarts(markets),
    // As `app/api/visit.ts` writes it; a test compares the two.
    VISIT: `ballast_visit=session; Path=/api; HttpOnly; SameSite=Lax; Max-Age=1800${secure ? '; Secure' : ''}`,
    ...awayAnswers(markets),
    ...busyAnswers(markets),
    UNAVAILABLE_API: JSON.stringify(unavailable),
  };
  return read('shop.vcl').replace(/@([A-Z_]+)@/g, (whole, name: string) => values[name] ?? whole);
}

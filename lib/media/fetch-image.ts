import { lookup as resolve } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { err, ok, type Result } from '#lib/platform/index.ts';
import type { FetchRefusal } from './errors.ts';
import { maxBytes } from './inspect-image.ts';

// One list each: Node holds an IPv4 address against IPv6 networks too.
const privateV4 = new BlockList();
const privateV6 = new BlockList();
// IANA's special-purpose registries (RFC 6890): this machine, private and link-local networks, documentation, multicast.
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  privateV4.addSubnet(network, bits, 'ipv4');
}
// All but global unicast 2000::/3, and of that: Teredo, documentation and 6to4, which may carry a private address inside.
for (const [network, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  privateV6.addSubnet(network, bits, 'ipv6');
}

/** Whether an IP address is one that a stranger's link must not lead to. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const family = isIP(mapped ?? address);
  if (family === 0) return true;
  return family === 6 ? privateV6.check(address, 'ipv6') : privateV4.check(mapped ?? address, 'ipv4');
}

class PrivateAddress extends Error {}

/** Resolves a name and hands on only the addresses that were checked: the connection goes to one of them. */
const checkedLookup =
  (isForbidden: (address: string) => boolean): LookupFunction =>
  (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      if (addresses.some(({ address }) => isForbidden(address))) {
        return done(new PrivateAddress(`${host} leads into a private network`), []);
      }
      const [first] = addresses;
      if (options.all) return done(null, addresses);
      return first ? done(null, first.address, first.family) : done(new Error('no address'), []);
    });
  };

export type FetchOptions = {
  timeoutMs?: number;
  maxRedirects?: number;
  /** Which addresses are out of bounds; tests allow their own server. */
  isForbidden?: (address: string) => boolean;
};

const refusal = (kind: FetchRefusal['kind'], message: string, retryable = false) =>
  err({ kind, message, retryable } satisfies FetchRefusal);

type Answer = { redirect: string } | { bytes: Buffer };

function once(
  url: URL,
  signal: AbortSignal,
  isForbidden: (address: string) => boolean,
): Promise<Result<Answer, FetchRefusal>> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const { promise, resolve: answer, reject } = Promise.withResolvers<Result<Answer, FetchRefusal>>();
  // No shared agent: a kept connection would not be looked up and checked.
  const options = {
    signal,
    agent: false as const,
    lookup: checkedLookup(isForbidden),
    headers: { accept: 'image/*', 'user-agent': 'Ballast (image import)' },
  };
  const sent = request(url, options, (response) => {
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400 && response.headers.location) {
      response.destroy();
      return answer(ok({ redirect: response.headers.location }));
    }
    if (status !== 200) {
      response.destroy();
      const later = status >= 500 || status === 408 || status === 425 || status === 429;
      return answer(refusal('unavailable', `The server answered ${status}`, later));
    }
    const chunks: Buffer[] = [];
    let length = 0;
    response.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maxBytes) return;
      answer(refusal('too_many_bytes', 'Larger than 20 MB'));
      response.destroy();
    });
    response.once('end', () => answer(ok({ bytes: Buffer.concat(chunks) })));
    response.once('error', reject);
    response.once('aborted', () => reject(new Error('The connection was cut')));
  });
  sent.once('error', reject);
  sent.end();
  return promise;
}

/**
 * Fetches a picture from an address somebody gave us. Fails with the reason; never asks this machine or a private
 * network, whatever DNS or a redirect says. All redirects together take at most `timeoutMs` (15,000).
 */
export async function fetchImage(
  address: string,
  { timeoutMs = 15_000, maxRedirects = 3, isForbidden = isPrivateAddress }: FetchOptions = {},
): Promise<Result<Buffer, FetchRefusal>> {
  const signal = AbortSignal.timeout(timeoutMs);
  let next = address;
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const url = URL.parse(next, hop === 0 ? undefined : address);
    if (!url || !['http:', 'https:'].includes(url.protocol)) {
      return refusal('bad_address', 'Not an http(s) address');
    }
    // A literal address is connected to without a look-up.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && isForbidden(literal)) {
      return refusal('private_address', `${literal} is a private address`);
    }
    let answer: Awaited<ReturnType<typeof once>>;
    try {
      answer = await once(url, signal, isForbidden);
    } catch (error) {
      if (error instanceof PrivateAddress) return refusal('private_address', error.message);
      const message = signal.aborted ? `No answer in ${timeoutMs} ms` : String((error as Error).message);
      return refusal('unavailable', message, true);
    }
    if (!answer.ok) return answer;
    if ('bytes' in answer.value) return ok(answer.value.bytes);
    next = new URL(answer.value.redirect, url).href;
  }
  return refusal('unavailable', `More than ${maxRedirects} redirects`);
}

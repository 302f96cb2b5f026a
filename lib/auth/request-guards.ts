import { env } from '#lib/platform/index.ts';

const loopback = /^(::1|::ffff:127\.|127\.|localhost$)/;

/**
 * The browser's address: the last hop. The edge puts it in place of whatever a visitor claims, and Varnish takes away the
 * hop it adds itself; one on this machine is ours all the same.
 */
export function clientAddress(headers: Headers): string {
  const hops = (headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
  const outside = hops.filter((hop) => hop !== '' && !loopback.test(hop));
  return (outside.at(-1) ?? 'this-machine').slice(0, 64);
}

/**
 * Whether an unsafe request comes from our own pages. Browsers always send Origin with one; without it
 * we refuse, since the session cookie alone proves nothing about who asks.
 */
export function isSameOrigin(request: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return true;
  const origin = request.headers.get('origin');
  if (!origin || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  return from.origin === new URL(env.SHOP_URL).origin || from.host === request.headers.get('host');
}

/** Where to go after signing in: a path of the admin, never another site. */
export function safeNext(next: unknown): string {
  if (typeof next !== 'string' || next.length > 2_000) return '/admin';
  // The URL parser sees what a browser would: backslashes, tabs and `..` cannot smuggle a host in.
  if (!next.startsWith('/') || !URL.canParse(next, 'http://admin.invalid')) return '/admin';
  const url = new URL(next, 'http://admin.invalid');
  const inside = url.pathname === '/admin' || url.pathname.startsWith('/admin/');
  if (url.host !== 'admin.invalid' || !inside || url.pathname.startsWith('/admin/sign-in')) return '/admin';
  return url.pathname + url.search + url.hash;
}

/** One cookie of a request, or null. */
export function cookieOf(headers: Headers, name: string): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

const shop = 'http://shop.invalid';

/** Where the line leads back to: the path a browser makes of what was asked, in this shop; `home` for anything else. */
export function wayBack(asked: string | null, home: string): string {
  if (!asked || !/^\/[\w/.-]{0,300}$/.test(asked) || !URL.canParse(asked, shop)) return home;
  const { origin, pathname } = new URL(asked, shop);
  // `/.//host` is a path, but what comes of it names a host.
  return origin === shop && !pathname.startsWith('//') ? pathname : home;
}

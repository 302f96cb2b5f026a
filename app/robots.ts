import type { MetadataRoute } from 'next';
import { markets } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';

const personal = ['/cart', '/checkout', '/orders', '/account'];

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: [
        '/admin',
        '/api',
        ...markets.flatMap(({ pathPrefix }) => personal.map((path) => `${pathPrefix}${path}`)),
      ],
    },
    sitemap: new URL('/sitemap.xml', env.SHOP_URL).href,
  };
}

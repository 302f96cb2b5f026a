export { type FeedItem, googleFeed } from './google-feed.ts';
export { type SitemapEntry, sitemap, sitemapIndex } from './sitemap.ts';

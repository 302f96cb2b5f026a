import { findRedirect, findRedirects } from './redirect.repository.ts';

export type Redirect = { fromPath: string; toPath: string; createdAt: Date };

/** Where an address without market prefix (`/p/old-handle`) went; null when it never was one. One hop is always enough. */
export async function getRedirect(path: string): Promise<string | null> {
  return path.length <= 255 ? findRedirect(path) : null;
}

/** The newest redirects, at most 1,000. */
export function listRedirects(): Promise<Redirect[]> {
  return findRedirects(1_000);
}

import { findRedirect, findRedirects, type RedirectRow } from './redirect.repository.ts';

export type Redirect = RedirectRow;

/** Where an address without market prefix (`/p/old-handle`) went; null when it never was one. One hop is always enough. */
export async function getRedirect(path: string): Promise<string | null> {
  return path.length <= 255 ? findRedirect(path) : null;
}

const pageSize = 50;

/** Redirects for staff, newest first, 50 a page; `q` is part of either address. */
export async function listRedirects({ q = '', page = 1 }: { q?: string; page?: number }): Promise<{
  redirects: Redirect[];
  page: number;
  pages: number;
  total: number;
}> {
  const current = Math.min(10_000, Math.max(1, Math.trunc(page) || 1));
  const found = await findRedirects(q.trim().slice(0, 100), {
    skip: (current - 1) * pageSize,
    take: pageSize,
  });
  return { ...found, page: current, pages: Math.max(1, Math.ceil(found.total / pageSize)) };
}

import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Staff } from '#lib/auth/index.ts';

const root = 'app/api/admin';
const writing = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;
const methods = ['GET', ...writing] as const;
export type Method = (typeof methods)[number];

/** One exported handler of a staff route, as its source declares it: `POST /rules/[id]/start`. */
export type StaffRoute = {
  name: string;
  method: Method;
  file: string;
  writes: boolean;
  /** Takes a file out of the shop, by a verb that is called `export…`. */
  exports: boolean;
  /** What `requireStaffApi` is asked for; null when the source does not say. */
  permission: string | null;
};

/**
 * How a test calls a route that writes or exports once, with success. Each area keeps its own in `cases.fixtures.ts`. `audits` is how
 * many rows the call leaves in the audit log: 1, or 0 for a route that only works something out.
 */
export type RouteCase = {
  route: string;
  audits: 0 | 1;
  call: () => Promise<{ params?: Record<string, string>; body?: BodyInit | object; search?: string }>;
};

/** What those without a session may call: signing in and out, and choosing a password by a link. */
export const openRoutes = ['POST /session', 'DELETE /session', 'POST /invitation'];

/** The owner who walks, for cases about one's own account. */
export type Walker = { staff: Staff; password: string };
const current: { walker?: Walker } = {};
export function setWalker(walker: Walker): void {
  current.walker = walker;
}
export function walker(): Walker {
  if (!current.walker) throw new Error('nobody walks yet');
  return current.walker;
}

export async function staffRoutes(): Promise<StaffRoute[]> {
  const found: StaffRoute[] = [];
  for await (const file of glob(`${root}/**/route.ts`)) {
    const parts = readFileSync(file, 'utf8').split(/^export /m);
    for (const method of methods) {
      const part = parts.find((text) =>
        new RegExp(`^(async function|function|const) ${method}\\b`).test(text),
      );
      if (part === undefined) continue;
      const name = `${method} ${file.slice(root.length, -'/route.ts'.length)}`;
      found.push({
        name,
        method,
        file,
        writes: method !== 'GET',
        exports: /\bexport[A-Z]\w*\(/.test(part),
        permission: /requireStaffApi\(\s*request,\s*'([\w.]+)'/.exec(part)?.[1] ?? null,
      });
    }
  }
  return found.filter(({ name }) => !openRoutes.includes(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function routeCases(): Promise<RouteCase[]> {
  const all: RouteCase[] = [];
  for await (const file of glob(`${root}/**/cases.fixtures.ts`)) {
    const { cases } = (await import(pathToFileURL(file).href)) as { cases: RouteCase[] };
    all.push(...cases);
  }
  return all;
}

export type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

export async function handlerOf({ file, method }: StaffRoute): Promise<Handler> {
  const module = (await import(pathToFileURL(file).href)) as Record<string, Handler>;
  const handler = module[method];
  if (!handler) throw new Error(`${file} has no ${method}`);
  return handler;
}

import { readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { env } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { percentile } from '../percentile.ts';
import { bigShop } from './big-shop.ts';
import { cpuMs } from './cpu.ts';
import { each, look } from './reader.ts';

const rounds = 5;
const seconds = 3;

async function perSecond(url: string): Promise<number> {
  const result = await autocannon({
    url,
    connections: 16,
    duration: seconds,
    headers: { 'accept-encoding': 'identity' },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.average;
}

/** Requests a second of two addresses in turn, so that what else the machine does falls on both. */
async function compare(ours: string, limit: string): Promise<{ ours: number; limit: number; ratio: number }> {
  const pairs: { ours: number; limit: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    pairs.push({ limit: await perSecond(limit), ours: await perSecond(ours) });
  }
  return {
    ours: percentile(
      pairs.map((pair) => pair.ours),
      0.5,
    ),
    limit: percentile(
      pairs.map((pair) => pair.limit),
      0.5,
    ),
    ratio: percentile(
      pairs.map((pair) => pair.ours / pair.limit),
      0.5,
    ),
  };
}

/** The static file whose size is nearest. */
function fileOfSize(folder: string, bytes: number): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const away = (name: string) => Math.abs(statSync(join(folder, name)).size - bytes);
  return files.sort((a, b) => away(a) - away(b))[0] ?? '';
}

/** `npm run bench -- pages`: our pages against the limits of what serves them, in one run. @returns the exit code. */
export async function run(): Promise<number> {
  const { products } = await bigShop({ products: 1_200, categories: 24 });
  const state = await stackState();
  const webs = (state?.services ?? []).filter(({ name }) => name.startsWith('web-'));
  const web = `http://127.0.0.1:${webs[0]?.port}`;
  const [varnish = ''] = env.VARNISH_URLS;
  const path = products[0]?.path ?? '';
  await look(varnish, path);
  const { bytes, cache } = await look(varnish, path, { 'accept-encoding': 'identity' });
  if (cache !== 'HIT') throw new Error(`${path} is not kept by Varnish: ${cache}`);
  const file = fileOfSize(join(state?.build ?? '', 'static'), bytes);

  const hot = await compare(`${varnish}${path}`, `${varnish}/_next/static/${file}`);
  const warm = await compare(`${web}${path}`, `${web}/api/health/live`);

  const pids = webs.flatMap(({ pid }) => pid ?? []);
  await each(products.slice(1, 400), 4, ({ path: cold }) => look(web, cold));
  const before = cpuMs(pids);
  const cold = products.slice(400, 800);
  await each(cold, 2, ({ path: one }) => look(web, one));
  const coldMs = (cpuMs(pids) - before) / cold.length;

  console.log(`
product page of ${(bytes / 1_000).toFixed(0)} kB, ${rounds} rounds of ${seconds} s in turn, medians, 16 connections, the load generator on the same ${availableParallelism()} cores
from Varnish              ${hot.ours.toFixed(0)}/s, a static file of that size from the same Varnish ${hot.limit.toFixed(0)}/s: ${hot.ratio.toFixed(2)} (goal 0.9)
hit in Redis through web  ${warm.ours.toFixed(0)}/s, a route handler that answers at once ${warm.limit.toFixed(0)}/s: ${warm.ratio.toFixed(2)} (goal 0.8)
cold render               ${coldMs.toFixed(1)} ms CPU of web over ${cold.length} products (goal 10)`);
  return 0;
}

import { purgeNow, recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { systemContext, withTransaction } from '#lib/platform/index.ts';
import { stackState } from '#scripts/stack/control.ts';
import { until } from '#scripts/stack/processes.ts';
import { cpuByService } from '../bench/cpu.ts';
import { look } from '../bench/reader.ts';
import { seeded } from '../random.ts';
import { signInStaff } from '../run/shop.ts';
import {
  categoryId,
  categoryPath,
  departmentId,
  departmentPath,
  departments,
  generatedProduct,
} from './generate-catalogue.ts';
import { measure, type Reading, type Rounds, say } from './measure.ts';
import { vocabulary } from './vocabulary.ts';

const warmUps = 60;

type Who = 'visitor' | 'staff';

/** Who asks: a visitor past Varnish, so that every page is made, and somebody of the staff. */
export type Asking = {
  take: (name: string, paths: readonly string[], how?: Rounds & { who?: Who }) => Promise<void>;
  page: (path: string, who?: Who) => Promise<void>;
  readings: Reading[];
};

const quietMs = 50;

/** Waits until the worker and the others have done what a fill or a purge asked of them, half a minute at most. */
async function quiet(): Promise<void> {
  const services = (await stackState())?.services ?? [];
  const used = () => [...cpuByService(services).values()].reduce((sum, ms) => sum + ms, 0);
  let before = Number.NEGATIVE_INFINITY;
  const still = () => {
    const now = used();
    const rests = now - before < quietMs;
    before = now;
    return rests;
  };
  await until(still, 30_000, 250);
}

/** @throws Error when the shop does not run. */
export async function openDoors(): Promise<Asking> {
  const web = (await stackState())?.services.find(({ name }) => name === 'web-1');
  const cookie = await signInStaff();
  if (!web || !cookie) throw new Error('The shop does not run, or nobody of its staff could sign in');
  const readings: Reading[] = [];
  const page: Asking['page'] = async (path, who = 'visitor') => {
    const { status } = await look(`http://127.0.0.1:${web.port}`, path, who === 'staff' ? { cookie } : {});
    if (status !== 200) throw new Error(`${path} answers ${status}`);
  };
  const take: Asking['take'] = async (name, paths, { who = 'visitor', rounds, before } = {}) => {
    const first = async () => {
      await before?.();
      await quiet();
    };
    const work = (path: string) => page(path, who);
    const reading = await measure(name, [...new Set(paths)], work, {
      ...(rounds ? { rounds } : {}),
      before: first,
    });
    readings.push(reading);
    say(reading);
  };
  return { take, page, readings };
}

/** Distinct whole numbers from 1 to `most`. */
function some(random: () => number, most: number, count: number): number[] {
  const found = new Set<number>();
  while (found.size < Math.min(count, most)) found.add(1 + Math.floor(random() * most));
  return [...found];
}

async function purge(all: Tag[]): Promise<void> {
  const ctx = systemContext('growth');
  await withTransaction((tx) => recordInvalidation(tx, ctx, all, 'growth'));
  await purgeNow(ctx);
}

/** Pages of products and listings that no cache has, so many of a kind. */
export async function readPages({ take, page }: Asking, products: number, times: number): Promise<void> {
  const numbers = some(seeded(products), products, times + warmUps);
  const productPaths = numbers.map((number) => `/p/grow-${number}`);
  const leaves = [...new Set(numbers.map((number) => generatedProduct(number).leaf))].slice(0, times);
  const leafPaths = leaves.map(categoryPath);
  const departmentPaths = Array.from({ length: departments }, (_, index) => departmentPath(index));
  // The first of a kind compile, and read what all pages share.
  for (const path of [...productPaths.slice(0, warmUps), ...leafPaths, ...departmentPaths]) await page(path);
  await take('product page', productPaths.slice(warmUps));
  // What a change of one of its products asks for: the page, and the counts of the whole category.
  const changed = (ids: readonly string[]) => () => purge(ids.map(tags.category));
  // Where there are few, each is read several times: the slowest of ten says more of the moment than of the page.
  const rounds = (paths: readonly string[]) => Math.ceil(times / paths.length);
  await take('category page', leafPaths, {
    ...{ rounds: rounds(leafPaths), before: changed(leaves.map(categoryId)) },
  });
  const all = Array.from({ length: departments }, (_, index) => departmentId(index));
  await take('department page', departmentPaths, { rounds: rounds(departmentPaths), before: changed(all) });
}

/** Texts to look for, others for each `draw`. What the first lists find becomes more as the shop grows. */
export function searchTexts(products: number, count: number, draw = 1): Record<string, string[]> {
  const titles = some(seeded(products + draw), products, count).map((number) =>
    generatedProduct(number).title.toLowerCase(),
  );
  const words = titles.map((title) => title.split(' '));
  return {
    'one word': vocabulary.nouns.slice(0, count).map((noun) => noun.toLowerCase()),
    'two words': words.map(([adjective, material]) => `${adjective} ${material}`),
    'a whole title': titles,
    'a typing error': words.map(
      ([, material, noun = '']) => `${material} ${noun.slice(0, 2)}x${noun.slice(2)}`,
    ),
    'a word of every product': 'well made boats slow mornings repaired free long live'.split(' '),
  };
}

/** What has been typed of titles so far: from one letter to all; others for each `draw`. */
export function typedTexts(products: number, count: number, draw = 2): string[] {
  const random = seeded(products + draw);
  return some(random, products, count).map((number) => {
    const title = generatedProduct(number).title.toLowerCase();
    return title.slice(0, 1 + Math.floor(random() * title.length));
  });
}

/** What staff look for in their list: words, two words, beginnings of SKUs, handles and numbers, kinds. */
export const staffTexts = [
  ...['mug', 'bowl', 'lamp', 'chair', 'towel', 'canvas', 'velvet', 'cotton', 'brass', 'linen'],
  ...['oak chair', 'linen towel', 'steel lamp', 'brass hook', 'quilted linen', 'heavy oak'],
  ...['GROW-77', 'GROW-12', 'GROW-5', 'GROW-900', 'grow-5', 'grow-31', 'grow-777', 'grow-9'],
  ...['N77', 'N12', 'N500', 'N9', 'kitchen', 'furniture'],
];

/** Results that no cache has, and suggestions while somebody types. */
export async function readSearch({ take, page }: Asking, products: number, times: number): Promise<void> {
  const searched = (q: string) => `/search?q=${encodeURIComponent(q)}`;
  const suggested = (q: string) => `/api/suggest?q=${encodeURIComponent(q)}`;
  for (const path of [searched('compass needle'), suggested('comp')]) await page(path);
  // A shop in use has in memory what such searches read, one just filled has not: others of each kind come before, in another
  // market, so that no page is held.
  const before = Object.values(searchTexts(products, 2 * times, 3)).flat();
  for (const text of before) await page(`/de${searched(text)}`);
  for (const text of typedTexts(products, times, 4)) await page(suggested(text));
  for (const [kind, texts] of Object.entries(searchTexts(products, times))) {
    await take(`search: ${kind}`, texts.map(searched));
  }
  await take('suggestions', typedTexts(products, times).map(suggested));
}

/** The list of products as staff look at it. */
export async function readAdmin({ take, page }: Asking, products: number): Promise<void> {
  const lists = ['', '?sort=updated', '?status=active', '?status=active&sort=updated'];
  const listed = (query: string) => `/admin/products${query}`;
  const searched = (q: string) => listed(`?q=${encodeURIComponent(q)}`);
  // As for visitors: others of the kind before.
  const before = Object.values(searchTexts(products, 20, 5)).flat();
  for (const path of [listed(''), ...before.map(searched)]) await page(path, 'staff');
  await take('admin: product list', lists.map(listed), { who: 'staff' });
  await take('admin: product list, searched', staffTexts.map(searched), { who: 'staff' });
}

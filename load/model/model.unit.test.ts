import { expect, test } from 'vitest';
import { seeded } from '../random.ts';
import { arrivals, dayCurve } from './arrivals.ts';
import { byShare, fromPercentiles, popularity } from './draw.ts';
import { assumed, measured } from './parameters.ts';
import { fates, planSession, type World } from './session.ts';

const world: World = {
  products: Array.from({ length: 200 }, (_, index) => ({ path: `/p/${index}`, skus: [`SKU-${index}`] })),
  categories: ['/c/galley', '/c/deck'],
  terms: ['mug', 'rope'],
  texts: ['/pages/returns'],
};
const many = 1_500;
const plans = (seed: number, count = many) => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => planSession(world, random));
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the same seed plans the same sessions, another seed others', () => {
  expect(plans(1, 50)).toEqual(plans(1, 50));
  expect(plans(1, 50)).not.toEqual(plans(2, 50));
});

test('sessions end, last and return as they were measured to', () => {
  const sessions = plans(3);
  const share = (of: (session: (typeof sessions)[number]) => boolean) => sessions.filter(of).length / many;
  expect(Object.values(fates).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 6);
  for (const [fate, expected] of Object.entries(fates)) {
    expect(Math.abs(share((session) => session.fate === fate) - expected), fate).toBeLessThan(0.02);
  }
  expect(Math.abs(share(({ returning }) => returning) - measured.sessions.returning)).toBeLessThan(0.02);
  const pages = ['home', 'category', 'product', 'search'];
  const length = mean(sessions.map(({ steps }) => steps.filter(({ kind }) => pages.includes(kind)).length));
  expect(length / measured.sessions.meanPages).toBeGreaterThan(0.92);
  expect(length / measured.sessions.meanPages).toBeLessThan(1.08);
});

test('a session does things in their order: looks before it buys, has something in the cart before it pays', () => {
  for (const { fate, steps, cards } of plans(4, 300)) {
    const kinds = steps.map(({ kind }) => kind);
    expect(steps[0]?.thinkMs).toBe(0);
    expect(cards.length).toBeGreaterThan(0);
    expect(kinds.filter((kind) => kind === 'pay')).toHaveLength(fate === 'buys' ? 1 : 0);
    expect(kinds.includes('checkout')).toBe(fate === 'buys' || fate === 'leaves_checkout');
    expect(kinds.includes('cart')).toBe(fate !== 'looks');
    for (const [index, step] of steps.entries()) {
      if (step.kind !== 'add') continue;
      const page = steps[index - 1];
      expect(page?.kind === 'product' && page.path.slice(3)).toBe(step.sku.slice(4));
    }
  }
});

test('cards are refused about as often as assumed', () => {
  const declined = plans(5).filter(({ cards }) => cards[0]?.startsWith('4000')).length / many;
  expect(Math.abs(declined - assumed.declined)).toBeLessThan(0.015);
});

test('arrivals follow their rate, and no two runs of a seed differ', () => {
  const rate = (second: number) => (second < 100 ? 2 : 10);
  const times = [...arrivals(rate, 10, 200, seeded(6))];
  expect(times).toEqual([...arrivals(rate, 10, 200, seeded(6))]);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const early = times.filter((ms) => ms < 100_000).length;
  expect(Math.abs(early - 200)).toBeLessThan(60);
  expect(Math.abs(times.length - early - 1_000)).toBeLessThan(130);
  expect([...arrivals(() => 0, 0, 10, seeded(1))]).toEqual([]);
});

test('draws keep to what was measured', () => {
  const random = seeded(7);
  const drawn = Array.from({ length: many }, () => fromPercentiles(measured.orders.lines, random));
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(measured.orders.lines[0] ?? 0);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(measured.orders.lines[100] ?? 0);
  const places = Array.from({ length: many }, () => popularity(measured.orders.skew, random));
  const top = (share: number) => places.filter((place) => place < share).length / many;
  for (const [articles, sold] of measured.orders.skew) {
    expect(Math.abs(top(articles) - sold), `top ${articles}`).toBeLessThan(0.03);
  }
  expect(() => byShare({}, random)).toThrow(RangeError);
  const curve = dayCurve(measured.orders.hours);
  expect(mean(Array.from({ length: 240 }, (_, index) => curve(index / 10)))).toBeCloseTo(1, 2);
  expect(curve(12.5)).toBeGreaterThan(3);
});

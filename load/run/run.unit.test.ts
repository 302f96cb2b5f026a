import { expect, test } from 'vitest';
import type { Bought } from '../chaos/shopper.ts';
import { count, emptySecond, type Second } from '../generator/tally.ts';
import { drawChart, ticks } from '../report/chart.ts';
import { renderReport } from '../report/html.ts';
import { scenarios } from '../scenarios.ts';
import { judge, thresholds } from '../thresholds.ts';
import { figuresOf, recoveryAfter } from './figures.ts';
import { compare, momentsOf, parseEarlier, type Result, stepRows } from './result.ts';
import type { Sample } from './sample.ts';

const page = {
  step: 'product',
  status: 200,
  retryAfter: false,
  cache: 'HIT',
  bytes: 10,
  sent: 0,
  intended: 0,
};

/** A run of pages that take `ms` at a second. */
const running = (seconds: number, ms: (at: number) => number): Second[] =>
  Array.from({ length: seconds }, (_, at) => {
    const second = emptySecond(at);
    for (let index = 0; index < 20; index++) count(second, { ...page, ended: ms(at) });
    return second;
  });

const none = {
  ...{ samples: [], bought: [], settled: null, warmUp: 0, overload: null, oversold: null },
  ...{ rowsAdded: null, comparedWith: 0.2 },
};
const bought = (outcome: Bought['outcome'], reason: string): Bought => ({
  ...{ checkoutId: 'c', outcome, reason, tookMs: 1, orderNumber: null, gateways: [] },
});

test('figures leave out the warming up, and count each thing once', () => {
  const seconds = running(20, (at) => (at < 10 ? 5_000 : 100));
  count(seconds[15] ?? emptySecond(0), { ...page, status: 500, ended: 100 });
  const figures = figuresOf({ ...none, seconds, warmUp: 10 });
  expect(figures.pagesPerSecond).toBeCloseTo(20, 5);
  expect(figures.pagesP95Ms).toBeLessThan(105);
  expect(figures.failedShare).toBeCloseTo(1 / 201, 6);
  expect(figures.hitRate).toBe(1);
  expect(figures.findings).toBeNull();
});

test('payments are held against those who could have got their order', () => {
  const paid = [
    bought('placed', 'placed'),
    bought('placed', 'placed'),
    bought('not_charged', 'gave up after a refusal'),
    bought('not_charged', 'out_of_stock'),
    bought('unknown', 'patience ended'),
  ];
  expect(figuresOf({ ...none, seconds: [], bought: paid }).paymentSuccess).toBeCloseTo(2 / 3, 6);
});

test('recovery is when pages come as before again', () => {
  const overload = { from: 10, to: 20 };
  const slow = (until: number) => running(40, (at) => (at >= 10 && at < until ? 4_000 : 100));
  expect(recoveryAfter(slow(20), overload)).toBe(3);
  expect(recoveryAfter(slow(26), overload)).toBe(9);
  expect(recoveryAfter(slow(40), overload)).toBe(Infinity);
});

test('what grows through a run is seen, what comes and goes is not', () => {
  const samples = (handles: (at: number) => number): Sample[] =>
    Array.from({ length: 50 }, (_, at) => ({
      ...{ at, loadAverage: 0, queue: null, redis: {} },
      services: { web: { cores: 1, residentMb: 100, handles: handles(at) } },
      database: { queries: 1, commits: 1, rowLockWaits: 0, running: 1, connections: 10 },
    }));
  const leaking = figuresOf({ ...none, seconds: [], samples: samples((at) => 100 + at * 10) });
  const steady = figuresOf({ ...none, seconds: [], samples: samples((at) => 100 + (at % 7)) });
  const lasting = (figures: typeof steady) =>
    judge('soak', figures).find(({ figure }) => figure === 'handlesGrowth')?.holds;
  expect([lasting(leaking), lasting(steady)]).toEqual([false, true]);
  // What the first noon has left behind is no leak; what the second one leaves on top of it is.
  const { comparedWith = 0 } = scenarios.soak ?? {};
  const noons = (each: number) =>
    figuresOf({
      ...{ ...none, seconds: [], comparedWith },
      samples: samples((at) => 100 + (at > 12 ? 80 : 0) + (at > 37 ? each : 0)),
    });
  expect([lasting(noons(0)), lasting(noons(30))]).toEqual([true, false]);
  expect([steady.memoryGrowth, steady.connectionsGrowth]).toEqual([1, 1]);
  const paid = [bought('placed', 'placed'), bought('placed', 'placed')];
  expect(figuresOf({ ...none, seconds: [], bought: paid, rowsAdded: 90 }).rowsPerOrder).toBe(45);
});

test('a figure that was not measured does not hold its limit', () => {
  const figures = figuresOf({ ...none, seconds: running(10, () => 10) });
  const judged = judge('baseline', figures);
  expect(judged.find(({ figure }) => figure === 'findings')?.holds).toBe(false);
  expect(judged.find(({ figure }) => figure === 'hitRate')?.holds).toBe(true);
  const slow = figuresOf({ ...none, seconds: running(10, () => 1_500) });
  expect(judge('peak', slow).find(({ figure }) => figure === 'pagesP95Ms')?.holds).toBe(false);
});

test('every scenario has limits, rises from a curve that ends with it, and judges money', () => {
  expect(Object.keys(thresholds).sort()).toEqual(Object.keys(scenarios).sort());
  for (const [name, { curve }] of Object.entries(scenarios)) {
    const points = curve(100);
    expect(points.at(-1)?.[0], name).toBe(100);
    expect(points.map(([second]) => second)).toEqual(
      points.map(([second]) => second).toSorted((a, b) => a - b),
    );
    expect(thresholds[name]?.some(({ figure }) => figure === 'findings')).toBe(true);
  }
});

function result(seconds: Second[]): Result {
  const figures = figuresOf({ ...none, seconds });
  return {
    ...{
      version: 1,
      scenario: 'baseline',
      startedAt: '2026-11-26T09:00:00.000Z',
      url: 'http://localhost',
      seed: 1,
    },
    ...{ rate: 1, seconds: 20, haste: 1, warmUp: 4, generators: 1, stopped: true, unfinished: 0, figures },
    machine: { cores: 2, processor: '<fast>', memoryGb: 8, node: '24' },
    ...{
      judged: judge('baseline', figures),
      steps: stepRows(seconds),
      moments: momentsOf(seconds),
      samples: [],
      tables: {},
    },
    ...{ reasons: { '500 <script>': 2 }, outcomes: { placed: 1 }, money: null },
  };
}

test('the report is one file that says all, and lets nothing in that it was told', () => {
  const one = result(running(20, () => 100));
  const earlier = parseEarlier(JSON.stringify({ ...one, figures: { ...one.figures, pagesP95Ms: 50 } }));
  const rows = compare(one.figures, earlier);
  expect(rows.find(({ figure }) => figure === 'pagesP95Ms')?.ratio).toBeCloseTo(2, 0);
  const html = renderReport(one, { earlier, rows });
  expect(html).toContain('ended early');
  expect(html).toContain('&lt;script&gt;');
  expect(html).toContain('<svg');
  expect(html).not.toMatch(/NaN|undefined|<script|https?:\/\/(?!localhost)/);
  expect(() => parseEarlier('{"version":2}')).toThrow();
});

test('charts have round axes, and lines break where nothing was measured', () => {
  expect(ticks(730)).toEqual([0, 200, 400, 600, 800]);
  expect(ticks(0)).toEqual([0, 1]);
  const points = [
    [0, 1],
    [1, null],
    [2, 3],
  ] as const;
  const drawn = drawChart({ title: 'T', unit: 'ms', series: [{ name: 'a', points }] });
  expect(drawn.match(/class="line c0" d="M[^"]*M[^"]*"/)).not.toBeNull();
  expect(drawChart({ title: 'T', unit: 'ms', series: [{ name: 'a', points: [] }] })).toBe('');
});

test('long runs are drawn in at most 240 moments', () => {
  const moments = momentsOf(running(1_000, () => 100));
  expect(moments.length).toBeLessThanOrEqual(240);
  expect(moments[0]?.requests).toBeCloseTo(20, 5);
});

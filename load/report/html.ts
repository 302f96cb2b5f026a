import type { Compared, Earlier, Result } from '../run/result.ts';
import { type Chart, drawChart, readable, safe } from './chart.ts';
import { style } from './style.ts';

/** What the figures are called, and how they are shown. */
export const names: Record<string, readonly [name: string, unit: string]> = {
  pagesPerSecond: ['Pages', '/s'],
  requestsPerSecond: ['Requests', '/s'],
  ordersPerMinute: ['Orders', '/min'],
  pagesP50Ms: ['Pages, median', 'ms'],
  pagesP95Ms: ['Pages, 95th percentile', 'ms'],
  pagesP99Ms: ['Pages, 99th percentile', 'ms'],
  payP95Ms: ['Paying, 95th percentile', 'ms'],
  webhookP95Ms: ['Webhooks, 95th percentile', 'ms'],
  hitRate: ['Pages from Varnish', '%'],
  failedShare: ['Failed requests', '%'],
  shedShare: ['Turned away for load', '%'],
  paymentSuccess: ['Good cards that became orders', '%'],
  recoverySeconds: ['Back to normal after', 's'],
  memoryGrowth: ['Memory, end against earlier', '×'],
  handlesGrowth: ['Open files and sockets, end against earlier', '×'],
  connectionsGrowth: ['Database connections, end against earlier', '×'],
  rowsPerOrder: ['Rows more in the database', 'an order'],
  cpuCores: ['Cores in use by the shop', ''],
  generatorLagP99Ms: ['Generator late, 99th percentile', 'ms'],
  findings: ['Broken invariants', ''],
  unsettled: ['Left undone', ''],
  oversold: ['Units sold too many', ''],
};

/** A figure with its unit; shares as percent. */
export function show(figure: string, value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'not measured';
  const unit = names[figure]?.[1] ?? '';
  return `${readable(unit === '%' ? value * 100 : value)}${unit === '' ? '' : ` ${unit}`}`;
}
export const nameOf = (figure: string) => names[figure]?.[0] ?? figure;

const row = (cells: readonly string[], tag = 'td') =>
  `<tr>${cells.map((cell, index) => (index === 0 ? `<th scope="row">${cell}</th>` : `<${tag}>${cell}</${tag}>`)).join('')}</tr>`;
const table = (head: readonly string[], rows: readonly string[]) =>
  `<div class="wide"><table><thead><tr>${head.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;

function chartsOf({ moments, samples, warmUp }: Result): Chart[] {
  const over = (pick: (moment: Result['moments'][number]) => number | null) =>
    moments.map((moment) => [moment.at, pick(moment)] as const);
  const seen = (pick: (sample: Result['samples'][number]) => number | null | undefined) =>
    samples.map((sample) => [sample.at, pick(sample) ?? null] as const);
  const steps = [...new Set(moments.flatMap(({ p95 }) => Object.keys(p95)))];
  const services = [...new Set(samples.flatMap((sample) => Object.keys(sample.services)))];
  const servers = [...new Set(samples.flatMap((sample) => Object.keys(sample.redis)))];
  return [
    {
      title: 'Latency of pages',
      unit: 'ms, from the intended start',
      log: true,
      series: [
        { name: 'median', points: over(({ pagesP50 }) => pagesP50 || null) },
        { name: '95th percentile', points: over(({ pagesP95 }) => pagesP95 || null) },
        { name: '99th percentile', points: over(({ pagesP99 }) => pagesP99 || null) },
      ],
    },
    {
      title: 'Latency by step',
      unit: 'ms, 95th percentile',
      log: true,
      series: steps.map((name) => ({ name, points: over(({ p95 }) => p95[name] || null) })),
    },
    {
      title: 'Throughput',
      unit: 'a second',
      series: [
        { name: 'requests', points: over(({ requests }) => requests) },
        { name: 'pages', points: over(({ pages }) => pages) },
      ],
    },
    {
      title: 'Sessions',
      unit: '',
      series: [
        { name: 'under way', points: over(({ active }) => active) },
        { name: 'begun a second', points: over(({ begun }) => begun) },
      ],
    },
    {
      title: 'Answers of no use',
      unit: 'a second',
      top: 1,
      series: [
        { name: 'failed', points: over(({ failed }) => failed) },
        { name: 'turned away for load', points: over(({ shed }) => shed) },
        { name: 'refused, such as a declined card', points: over(({ refused }) => refused) },
      ],
    },
    {
      title: 'Hit rates',
      unit: '%',
      top: 100,
      series: [
        {
          name: 'pages in Varnish',
          points: over(({ hitRate }) => (hitRate === null ? null : hitRate * 100)),
        },
        ...servers
          .filter((name) => name === 'fpc' || name === 'object')
          .map((name) => ({
            name: `Redis ${name}`,
            points: seen(({ redis }) => {
              const rate = redis[name]?.hitRate;
              return typeof rate === 'number' ? rate * 100 : null;
            }),
          })),
      ],
    },
    {
      title: 'Left to do',
      unit: 'messages and checkouts',
      top: 10,
      series: [
        { name: 'messages to consumers', points: seen(({ queue }) => queue?.messages) },
        { name: 'checkouts not settled', points: seen(({ queue }) => queue?.checkouts) },
      ],
    },
    {
      title: 'Database',
      unit: 'a second',
      series: [
        { name: 'statements', points: seen(({ database }) => database?.queries) },
        { name: 'commits', points: seen(({ database }) => database?.commits) },
        { name: 'waits for row locks', points: seen(({ database }) => database?.rowLockWaits) },
        { name: 'running at once', points: seen(({ database }) => database?.running) },
        { name: 'connections', points: seen(({ database }) => database?.connections) },
      ],
    },
    {
      title: 'CPU by process',
      unit: 'cores',
      series: services.map((name) => ({
        name,
        points: seen((sample) => sample.services[name]?.cores),
      })),
    },
    {
      title: 'Memory by process',
      unit: 'MB',
      series: services.map((name) => ({
        name,
        points: seen((sample) => sample.services[name]?.residentMb),
      })),
    },
    {
      title: 'Open files and sockets by process',
      unit: '',
      series: services.map((name) => ({
        name,
        points: seen((sample) => sample.services[name]?.handles),
      })),
    },
    {
      title: 'Redis',
      unit: 'commands a second',
      series: servers.map((name) => ({ name, points: seen(({ redis }) => redis[name]?.commands) })),
    },
    {
      title: 'The generator',
      unit: 'ms late, 99th percentile',
      series: [{ name: 'requests sent late', points: over(({ lagP99 }) => lagP99) }],
    },
  ].map((chart) => ({ ...chart, warmUp }));
}

function limitText(judged: Result['judged'][number]): string {
  const { figure, most, least } = judged;
  return [
    most === undefined ? '' : `at most ${show(figure, most)}`,
    least === undefined ? '' : `at least ${show(figure, least)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The whole report as one file. */
export function renderReport(
  result: Result,
  against: { earlier: Earlier; rows: readonly Compared[] } | null,
): string {
  const { scenario, judged, figures, steps, reasons, outcomes, tables, money, machine } = result;
  const passed = judged.every(({ holds }) => holds);
  const verdict = judged.map((one) =>
    row([
      safe(nameOf(one.figure)),
      show(one.figure, one.value),
      limitText(one),
      `<b class="${one.holds ? 'good' : 'bad'}">${one.holds ? 'holds' : 'does not hold'}</b>`,
    ]),
  );
  const tiles = (
    ['pagesPerSecond', 'pagesP95Ms', 'ordersPerMinute', 'hitRate', 'cpuCores', 'findings'] as const
  ).map((figure) => `<div><dt>${safe(nameOf(figure))}</dt><dd>${show(figure, figures[figure])}</dd></div>`);
  const stepTable = steps.map((one) =>
    row([
      safe(one.step),
      ...[one.requests, one.refused, one.shed, one.failed].map((count) => count.toLocaleString('en')),
      ...[one.p50, one.p95, one.p99, one.serviceP95].map(readable),
    ]),
  );
  const counts = (of: Record<string, number>) =>
    Object.entries(of)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 20)
      .map(([name, count]) => row([safe(name), count.toLocaleString('en')]));
  const compared = against?.rows.map((one) =>
    row([
      safe(nameOf(one.figure)),
      show(one.figure, one.before),
      show(one.figure, one.now),
      Number.isFinite(one.ratio) ? `${readable(one.ratio)} ×` : '–',
    ]),
  );
  const findings = money?.findings
    .slice(0, 20)
    .map(({ invariant, kind, what, ids }) =>
      row([invariant, kind, safe(what), safe(ids.slice(0, 4).join(', '))]),
    );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Load: ${safe(scenario)}</title><style>${style}</style></head><body><main>
<header><p class="kind">Load test${result.stopped ? ', ended early' : ''}</p><h1>${safe(scenario)} <b class="${passed ? 'good' : 'bad'}">${passed ? 'passed' : 'failed'}</b></h1>
<p>${safe(result.startedAt.slice(0, 16).replace('T', ' '))} UTC · ${result.seconds} s · base rate ${result.rate} sessions a second, think times divided by ${result.haste} · seed ${result.seed} · ${machine.cores} cores (${safe(machine.processor)}), ${machine.memoryGb} GB, Node ${safe(machine.node)} · the generator on the same machine · figures from second ${Math.round(result.warmUp)} on</p></header>
<dl class="tiles">${tiles.join('')}</dl>
<section><h2>Verdict</h2>${table(['Figure', 'Measured', 'Limit', ''], verdict)}</section>
${compared ? `<section><h2>Against the run of ${safe(against?.earlier.startedAt.slice(0, 16).replace('T', ' ') ?? '')} (${safe(against?.earlier.scenario ?? '')})</h2>${table(['Figure', 'Then', 'Now', 'Ratio'], compared)}</section>` : ''}
<section><h2>Over time</h2><div class="charts">${chartsOf(result).map(drawChart).join('')}</div></section>
<section><h2>By step</h2>${table(['Step', 'Requests', 'Refused', 'Shed', 'Failed', 'p50 ms', 'p95 ms', 'p99 ms', 'p95 from sending'], stepTable)}</section>
<section class="two"><div><h2>Payments</h2>${table(['Ended with', 'Times'], counts(outcomes))}</div><div><h2>Answers of no use</h2>${table(['Answer and step', 'Times'], counts(reasons))}</div></section>
<section><h2>Rows more in the database</h2>${table(['Table', 'Rows'], counts(tables))}</section>
<section><h2>Invariants</h2><p>${money ? `${money.counts.orders} orders, ${money.counts.charges} charges, ${money.counts.refunds} refunds, ${money.counts.bookings} bookings, ${money.counts.mails} mails in the ledgers: ${money.findings.length === 0 ? 'nothing doubled, nothing lost.' : `${money.findings.length} findings.`}` : 'Not checked.'}</p>${findings && findings.length > 0 ? table(['', '', 'What', 'Which'], findings) : ''}</section>
</main></body></html>
`;
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { env } from '#lib/platform/index.ts';
import { percentile } from '../percentile.ts';
import { readable, safe } from '../report/chart.ts';
import { style } from '../report/style.ts';
import { type GrowthLimit, growthThresholds } from '../thresholds.ts';
import type { Reading } from './measure.ts';

/** What everything cost at one size. */
export type Stage = { size: number; loadAverage: number; readings: Reading[] };

/** A thing's cost in the largest shop against that in the smallest. Pure. */
export type Grown = {
  name: string;
  /** CPU of all processes. */
  cpu: number;
  p95: number;
  rows: number;
  p95Ms: number;
  limit: GrowthLimit | undefined;
  holds: boolean;
};

// Below these a machine that does something else besides makes more of a difference than the shop's size.
const leastCpuMs = 2;
const leastP95Ms = 10;
const leastRows = 50;
const cpuOf = ({ appMs, mariadbMs }: Reading) => appMs + mariadbMs;
const paceOf = (stage: Stage | undefined) =>
  percentile(stage?.readings.map(({ paceMs }) => paceMs) ?? [], 0.5) || 1;

/**
 * How many times as long the machine took in the last stage for the same work, by which CPU and p95 are divided. By the median
 * of each stage: one reading's pace is timed for a tenth of a second only, and differs by a third from its neighbour's. Pure.
 */
export const machineOf = (stages: readonly Stage[]): number => paceOf(stages.at(-1)) / paceOf(stages[0]);

const ratio = (from: number, to: number, least: number) => Math.max(to, least) / Math.max(from, least);

/** Holds the last stage against the first. Pure. */
export function judgeGrowth(scenario: string, stages: readonly Stage[]): Grown[] {
  const [first, last] = [stages[0], stages.at(-1)];
  const limits = growthThresholds[scenario] ?? [];
  const machine = machineOf(stages);
  return (last?.readings ?? []).flatMap((reading) => {
    const before = first?.readings.find(({ name }) => name === reading.name);
    if (!before) return [];
    const grown = {
      name: reading.name,
      cpu: ratio(cpuOf(before), cpuOf(reading) / machine, leastCpuMs),
      p95: ratio(before.p95Ms, reading.p95Ms / machine, leastP95Ms),
      rows: ratio(before.rowsRead, reading.rowsRead, leastRows),
      p95Ms: reading.p95Ms,
    };
    const limit = limits.find(({ name }) => name === reading.name);
    const { ratio: most = Infinity, p95Ms = Infinity } = limit ?? {};
    return [{ ...grown, limit, holds: grown.cpu <= most && grown.p95 <= most && grown.p95Ms <= p95Ms }];
  });
}

const earlierSchema = z.object({
  scenario: z.string(),
  startedAt: z.string(),
  grown: z.array(z.object({ name: z.string(), cpu: z.number(), p95: z.number() })),
});

const times = (value: number) => `${value.toFixed(2)} ×`;

/**
 * Prints what grew and whether that is within the limits, and keeps it beside the reports of other load tests.
 * @param compare the `result.json` of an earlier run. @returns the exit code.
 */
export function conclude(
  { scenario, startedAt, unit }: { scenario: string; startedAt: string; unit: string },
  stages: readonly Stage[],
  compare?: string,
): number {
  const grown = judgeGrowth(scenario, stages);
  const earlier = compare ? earlierSchema.parse(JSON.parse(readFileSync(compare, 'utf8'))) : null;
  const machine = {
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
  };
  const folder = join(env.DATA_DIR, 'load', `${startedAt.slice(0, 19).replace(/[T:]/g, '-')}-${scenario}`);
  mkdirSync(folder, { recursive: true });
  const result = { version: 1, scenario, startedAt, machine, unit, stages, grown };
  writeFileSync(join(folder, 'result.json'), JSON.stringify(result));
  writeFileSync(join(folder, 'report.html'), reportOf({ scenario, startedAt, unit }, stages, grown));
  const [from, to] = [stages[0]?.size ?? 0, stages.at(-1)?.size ?? 0];
  console.log(
    `\n${to.toLocaleString('en')} against ${from.toLocaleString('en')} ${unit}; for the same work the machine took ${times(machineOf(stages))}:`,
  );
  for (const { name, cpu, p95, rows, p95Ms, limit, holds } of grown) {
    const was = earlier?.grown.find((one) => one.name === name);
    console.log(
      [
        `  ${name.padEnd(34)} CPU ${times(cpu)}  p95 ${times(p95)}  rows read ${times(rows)}  p95 ${p95Ms.toFixed(0)} ms`,
        limit ? `  ${holds ? 'holds' : 'DOES NOT HOLD'} (${limitText(limit)})` : '',
        was ? `  earlier CPU ${times(was.cpu)}, p95 ${times(was.p95)}` : '',
      ].join(''),
    );
  }
  const broken = grown.filter(({ holds }) => !holds);
  console.log(`${broken.length === 0 ? 'passed' : 'FAILED'}; report: ${join(folder, 'report.html')}`);
  return stages.length > 1 && broken.length === 0 ? 0 : 1;
}

const limitText = ({ ratio: most, p95Ms }: GrowthLimit) =>
  [most ? `at most ${most} ×` : '', p95Ms ? `p95 at most ${p95Ms} ms` : ''].filter(Boolean).join(', ');

function reportOf(
  { scenario, startedAt, unit }: { scenario: string; startedAt: string; unit: string },
  stages: readonly Stage[],
  grown: readonly Grown[],
): string {
  const passed = grown.every(({ holds }) => holds);
  const row = ([first = '', ...cells]: readonly string[], tag = 'td') =>
    `<tr><th scope="row">${first}</th>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const table = (head: readonly string[], rows: readonly string[]) =>
    `<div class="wide"><table><thead>${row(head, 'th')}</thead><tbody>${rows.join('')}</tbody></table></div>`;
  const verdict = grown.map((one) =>
    row([
      safe(one.name),
      ...[one.cpu, one.p95, one.rows].map(times),
      one.limit ? limitText(one.limit) : '',
      one.limit
        ? `<b class="${one.holds ? 'good' : 'bad'}">${one.holds ? 'holds' : 'does not hold'}</b>`
        : '',
    ]),
  );
  const figures = (title: string, of: (reading: Reading) => number) =>
    `<section><h2>${title}</h2>${table(
      ['', ...stages.map(({ size }) => `${size.toLocaleString('en')} ${unit}`)],
      grown.map(({ name }) =>
        row([
          safe(name),
          ...stages.map(({ readings }) => {
            const reading = readings.find((one) => one.name === name);
            return reading ? readable(of(reading)) : '–';
          }),
        ]),
      ),
    )}</section>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Load: ${safe(scenario)}</title><style>${style}</style></head><body><main>
<header><p class="kind">Load test</p><h1>${safe(scenario)} <b class="${passed ? 'good' : 'bad'}">${passed ? 'passed' : 'failed'}</b></h1>
<p>${safe(startedAt.slice(0, 16).replace('T', ' '))} UTC · load average ${stages.map(({ loadAverage }) => loadAverage.toFixed(1)).join(', ')}</p></header>
<section><h2>The largest against the smallest</h2><p>Less what the machine took longer for the same work: ${times(machineOf(stages))}</p>${table(['', 'CPU', 'p95', 'Rows read', 'Limit', ''], verdict)}</section>
${figures('CPU with MariaDB’s, ms each time', cpuOf)}
${figures('Of it MariaDB, ms', ({ mariadbMs }) => mariadbMs)}
${figures('Median, ms', ({ p50Ms }) => p50Ms)}
${figures('95th percentile, ms', ({ p95Ms }) => p95Ms)}
${figures('Rows and index entries that MariaDB read', ({ rowsRead }) => rowsRead)}
</main></body></html>
`;
}

/** A stage of a run, as the machine is at its end. */
export const stageOf = (size: number, readings: Reading[]): Stage => ({
  ...{ size, readings },
  loadAverage: loadavg()[0] ?? 0,
});

/** Sizes as the command line names them: `1000,100000`. @throws Error unless they are whole, from `least`, and rise. */
export function sizesOf(text: string, least: number): number[] {
  const sizes = text.split(',').map(Number);
  if (
    sizes.some((size, index) => !Number.isInteger(size) || size < least || size <= (sizes[index - 1] ?? 0))
  ) {
    throw new Error(`Sizes are whole numbers from ${least}, the smallest first, not "${text}"`);
  }
  return sizes;
}

'use client';

import 'uplot/dist/uPlot.min.css';
import { useEffect, useId, useRef } from 'react';
import type uPlot from 'uplot';
import type { DrawnChart } from '#lib/operations/index.ts';
import { extremes, inWords, isEmptyChart, rowsOf } from './chart-words.ts';

const heightPx = 160;
const hues = ['--a-c1', '--a-c2', '--a-c3', '--a-c4', '--a-c5', '--a-c6', '--a-c7', '--a-c8'];
const dashes = [[], [6, 4], [2, 3], [10, 3, 2, 3]];

/** Lines over time, their last and highest values in words, and all of it as a table for who cannot see lines. */
export function Chart({ chart, timeZone }: { chart: DrawnChart; timeZone: string }) {
  const { title, unit, times, series } = chart;
  const heading = useId();
  const empty = isEmptyChart(chart);
  return (
    <figure
      aria-labelledby={heading}
      className="min-w-0 rounded-lg border border-(--a-line) bg-(--a-panel) p-3"
    >
      <figcaption id={heading} className="font-semibold">
        {title}
      </figcaption>
      {empty ? (
        <p className="grid h-24 place-items-center text-(--a-muted)">Nothing in this time.</p>
      ) : (
        <>
          <Lines chart={chart} timeZone={timeZone} />
          <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-xs">
            {series.map(({ name, currency, values }, index) => {
              const { last, highest } = extremes({ name, currency, values });
              return (
                <li key={name} className="flex items-baseline gap-1.5">
                  <span
                    aria-hidden
                    className="inline-block h-0.5 w-3 translate-y-[-3px]"
                    style={{ background: `var(${hues[index % hues.length]})` }}
                  />
                  <span className="text-(--a-muted)">{name}</span>
                  <span className="font-medium tabular-nums">{inWords(last, unit, currency)}</span>
                  <span className="text-(--a-muted) tabular-nums">
                    (highest {inWords(highest, unit, currency)})
                  </span>
                </li>
              );
            })}
          </ul>
          <details className="mt-1 text-xs">
            <summary className="w-fit py-1 text-(--a-muted)">As a table</summary>
            <div className="overflow-x-auto">
              <table className="w-full tabular-nums">
                <thead>
                  <tr className="text-left text-(--a-muted)">
                    <th className="py-1 pr-3 font-medium">Time</th>
                    {series.map(({ name }) => (
                      <th key={name} className="py-1 pr-3 text-right font-medium">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rowsOf(times).map((row) => (
                    <tr key={row} className="border-t border-(--a-line)">
                      <th className="py-1 pr-3 text-left font-normal whitespace-nowrap">
                        {clock(times[row] ?? 0, times, timeZone)}
                      </th>
                      {series.map(({ name, currency, values }) => (
                        <td key={name} className="py-1 pr-3 text-right">
                          {inWords(values[row] ?? null, unit, currency)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </figure>
  );
}

/** The time of day, with the day when more than one is shown. Seconds since 1970. */
function clock(seconds: number, times: readonly number[], timeZone: string): string {
  const long = (times.at(-1) ?? 0) - (times[0] ?? 0) > 86_400;
  return new Intl.DateTimeFormat('en-IE', {
    ...(long ? { day: 'numeric', month: 'short' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(seconds * 1_000);
}

function Lines({ chart, timeZone }: { chart: DrawnChart; timeZone: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    let plot: uPlot | null = null;
    let gone = false;
    const draw = async () => {
      const { default: Plot } = await import('uplot');
      if (gone) return;
      plot?.destroy();
      plot = new Plot(options(Plot, chart, timeZone, box), data(chart), box);
    };
    void draw();
    const resized = new ResizeObserver(() => plot?.setSize({ width: box.clientWidth, height: heightPx }));
    resized.observe(box);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => void draw();
    dark.addEventListener('change', redraw);
    return () => {
      gone = true;
      dark.removeEventListener('change', redraw);
      resized.disconnect();
      plot?.destroy();
    };
  }, [chart, timeZone]);
  return <div ref={place} aria-hidden className="mt-2 overflow-hidden" style={{ height: heightPx }} />;
}

const data = ({ times, series }: DrawnChart): uPlot.AlignedData => [
  times,
  ...series.map(({ values }) => values),
];

function options(
  Plot: typeof uPlot,
  { times, series, unit }: DrawnChart,
  timeZone: string,
  box: HTMLElement,
): uPlot.Options {
  const colour = (name: string) => getComputedStyle(box).getPropertyValue(name).trim();
  const currency = series[0]?.currency ?? null;
  const grid = { stroke: colour('--a-line'), width: 1 };
  const axis = { stroke: colour('--a-muted'), font: '11px sans-serif', grid, ticks: { show: false } };
  return {
    width: box.clientWidth,
    height: heightPx,
    tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1_000), timeZone),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      y: {
        range: (_, _lowest, highest) => [
          0,
          unit === 'percent' ? Math.max(1, highest) : highest > 0 ? highest * 1.1 : 1,
        ],
      },
    },
    axes: [
      {
        ...axis,
        size: 26,
        space: 70,
        values: (_, ticks) => ticks.map((tick) => clock(tick, times, timeZone)),
      },
      {
        ...axis,
        size: 62,
        space: 36,
        values: (_, ticks) => ticks.map((tick) => inWords(tick, unit, currency)),
      },
    ],
    series: [
      {},
      ...series.map(({ name }, index) => ({
        label: name,
        stroke: colour(hues[index % hues.length] ?? ''),
        width: 1.5,
        dash: dashes[Math.floor(index / 4) % dashes.length] ?? [],
        spanGaps: false,
        points: { show: false },
      })),
    ],
  };
}

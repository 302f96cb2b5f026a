import { statSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import {
  type BrowserContext,
  type BrowserContextOptions,
  devices as known,
  type Page,
} from 'playwright-core';
import { type Buyer, journey, type Purchase, type Step } from '#e2e/journeys/buy.ts';
import type { Device, RunFile, RunResult, StepTime } from '#lib/monitor/index.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { inspectBuyButton } from './buy-button.ts';
import { listenForComplaints } from './complaints.ts';
import { redactHar } from './redact-har.ts';
import { shownTotals } from './shown-totals.ts';
import { wrongTotals } from './totals.ts';
import { within } from './within.ts';

const evidenceMs = 5_000;
/** From the beginning of a run to its end at the latest, besides its deadline. */
const afterDeadlineMs = 20_000;

const looks: Record<Device, BrowserContextOptions> = {
  desktop: { ...known['Desktop Chrome'], viewport: { width: 1280, height: 900 } },
  phone: { ...known['Pixel 7'] },
};

export type JourneyInput = {
  device: Device;
  shopUrl: string;
  /** Sent with every request to the shop, and to nobody else. */
  headers: Record<string, string>;
  buyer: Buyer;
  pay: boolean;
  /** Where the evidence of a failure goes. */
  folder: string;
  /** No step goes on for longer after the run's beginning. Milliseconds. */
  deadlineMs: number;
  /** And none for longer than this by itself. Milliseconds. */
  stepMs: number;
  /** Ends the run at once. */
  signal: AbortSignal;
  /** What is done after the purchase, outside the browser. */
  afterwards?: readonly { name: string; run: (purchase: Purchase) => Promise<void> }[];
  /** For whoever wants to know the browser's process. */
  onBrowser?: (pid: number) => void;
};

export type JourneyResult = Omit<RunResult, 'orderId'>;

/** The shop's own requests carry the header; a gateway's are left alone. */
async function mark(context: BrowserContext, { shopUrl, headers }: JourneyInput): Promise<void> {
  const { origin } = new URL(shopUrl);
  await context.route(
    (url) => url.origin === origin && !/^\/(_next\/static|media)\//.test(url.pathname),
    (route) => route.continue({ headers: { ...route.request().headers(), ...headers } }),
  );
}

function inspection(page: Page) {
  let answered: Promise<unknown> = Promise.resolve(null);
  page.on('response', (response) => {
    if (!new URL(response.url()).pathname.endsWith('/api/checkout/quote')) return;
    answered = response.json().catch(() => null);
  });
  return {
    buyButton: (button: Parameters<typeof inspectBuyButton>[1]) => inspectBuyButton(page, button),
    totals: async ({ price }: Purchase) => {
      const wrong = wrongTotals(await shownTotals(page), price, await answered);
      if (wrong.length > 0) throw new Error(wrong.join('; '));
    },
  };
}

class StepFailed extends Error {
  readonly step: string;

  constructor(step: string, reason: string) {
    super(reason);
    this.step = step;
  }
}

const firstLine = (error: unknown) =>
  stripVTControlCharacters(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

type Progress = { complaints: string[]; times: StepTime[]; endsAt: number; stepMs: number };

async function makeSteps(
  steps: readonly Step[],
  purchase: Purchase,
  { complaints, times, endsAt, stepMs }: Progress,
): Promise<void> {
  for (const step of steps) {
    const began = performance.now();
    const left = Math.max(1, Math.min(stepMs, endsAt - began));
    purchase.page.setDefaultTimeout(left);
    purchase.page.setDefaultNavigationTimeout(left);
    try {
      await step.run(purchase);
      if (complaints.length > 0) throw new Error(complaints.slice(0, 3).join('; '));
    } catch (error) {
      throw new StepFailed(step.name, [firstLine(error), ...complaints.slice(0, 2)].join('; '));
    } finally {
      times.push({ name: step.name, ms: Math.round(performance.now() - began) });
    }
  }
}

/** Keeps what shows why a run failed; whatever cannot be had in time is left out. */
async function keepEvidence(context: BrowserContext, page: Page, folder: string): Promise<RunFile[]> {
  const have = async (file: RunFile, work: Promise<unknown>): Promise<RunFile[]> => {
    await within(evidenceMs, work).catch(() => undefined);
    return (statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0) > 0 ? [file] : [];
  };
  const screenshot = page.screenshot({ path: join(folder, 'screenshot.png'), timeout: evidenceMs });
  const shot = await have('screenshot.png', screenshot);
  const trace = await have('trace.zip', context.tracing.stop({ path: join(folder, 'trace.zip') }));
  const har = await have('network.har', context.close());
  if (har.length > 0) redactHar(join(folder, 'network.har'));
  return [...shot, ...trace, ...har];
}

async function inBrowser(open: OpenBrowser, input: JourneyInput, times: StepTime[]): Promise<JourneyResult> {
  const began = performance.now();
  const context = await open.browser.newContext({
    ...looks[input.device],
    baseURL: input.shopUrl,
    recordHar: { path: join(input.folder, 'network.har'), content: 'omit' },
  });
  await context.tracing.start({ snapshots: true, screenshots: false });
  await mark(context, input);
  const page = await context.newPage();
  const complaints = listenForComplaints(page);
  const purchase: Purchase = { page, buyer: input.buyer, title: '', price: '', total: '' };
  const steps = [...journey(inspection(page), { pay: input.pay }), ...(input.afterwards ?? [])];
  const took = () => Math.round(performance.now() - began);
  try {
    const { stepMs, deadlineMs } = input;
    await makeSteps(steps, purchase, { complaints, times, endsAt: began + deadlineMs, stepMs });
    await within(evidenceMs, context.close());
    return { outcome: 'passed', durationMs: took(), steps: times, failedStep: null, reason: null, files: [] };
  } catch (error) {
    const failedStep = error instanceof StepFailed ? error.step : (times.at(-1)?.name ?? null);
    if (!(await open.answers())) throw new Error('The browser does not answer any more');
    const files = await keepEvidence(context, page, input.folder);
    return {
      outcome: 'failed',
      durationMs: took(),
      steps: times,
      failedStep,
      reason: firstLine(error),
      files,
    };
  }
}

/**
 * Buys once in a browser of its own, and says what became of it. Never throws, and ends at most 20 s after its
 * deadline: the rest is for evidence, and for ending a browser that does not answer.
 */
export async function runJourney(input: JourneyInput): Promise<JourneyResult> {
  const began = performance.now();
  const times: StepTime[] = [];
  let open: OpenBrowser | undefined;
  const broken = (reason: string): JourneyResult => ({
    outcome: 'broken',
    durationMs: Math.round(performance.now() - began),
    steps: times,
    failedStep: null,
    reason,
    files: [],
  });
  const told = new Promise<never>((_done, fail) => {
    input.signal.addEventListener('abort', () => fail(new Error('The monitor was told to stop')), {
      once: true,
    });
  });
  // Heard also when nobody waits for it any more.
  told.catch(() => undefined);
  try {
    open = await openBrowser();
    input.onBrowser?.(open.pid);
    const limit = input.deadlineMs + afterDeadlineMs;
    return await within(limit, Promise.race([inBrowser(open, input, times), told]));
  } catch (error) {
    return broken(firstLine(error));
  } finally {
    await open?.end();
  }
}

import { accessSync, constants } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Claim,
  claimRun,
  deleteRunFiles,
  deviceState,
  devices,
  dueMoment,
  finishRun,
  pruneRuns,
  type RunResult,
  runFolder,
} from '#lib/monitor/index.ts';
import { env, logger, signTraffic, systemContext, trafficHeader } from '#lib/platform/index.ts';
import { endLeftBrowser } from './browser.ts';
import { cancelOrders } from './cancel-orders.ts';
import { beginMeasuring, measureRun, measureState } from './measure.ts';
import { type JourneyInput, runJourney } from './run-journey.ts';

const ctx = systemContext('synthetic-monitor');
const log = logger('synthetic-monitor');

/** With the time it takes to end a browser that hangs, a run is over before the next is due. */
const deadlineMs = 35_000;
const stepMs = 15_000;
const claimMs = 55_000;

const buyer = {
  email: 'synthetic-monitor@ballast.invalid',
  name: 'Synthetic Monitor',
  address: '1 Probe Street',
  postcode: 'H91 E2W1',
  town: 'Galway',
};

const pays = () =>
  env.SYNTHETIC_PAY === 'on' || (env.SYNTHETIC_PAY === 'sandbox' && env.STRIPE_API_BASE !== '');

function browserIsThere(): boolean {
  try {
    accessSync(env.CHROMIUM_PATH, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

type Options = { signal: AbortSignal } & Partial<Pick<JourneyInput, 'shopUrl' | 'deadlineMs' | 'stepMs'>>;

/** Makes a run that was claimed, and stores and measures what became of it. */
export async function makeRun({ id, device }: Claim, options: Options): Promise<RunResult> {
  let orderId: string | null = null;
  const cancel = {
    name: 'cancel',
    run: async () => {
      [orderId = null] = await cancelOrders(ctx);
      if (orderId === null) throw new Error('The order that was paid for could not be cancelled');
    },
  };
  const journey = await runJourney({
    device,
    shopUrl: env.SHOP_URL,
    headers: { [trafficHeader]: signTraffic('synthetic') },
    buyer,
    pay: pays(),
    folder: runFolder(id),
    deadlineMs,
    stepMs,
    afterwards: pays() ? [cancel] : [],
    ...options,
  });
  if (journey.files.length === 0) await deleteRunFiles(id);
  const result = { ...journey, orderId };
  await finishRun(id, result);
  measureRun(device, result);
  measureState(await deviceState(device));
  const { outcome, durationMs, failedStep, reason } = result;
  log[outcome === 'passed' ? 'info' : 'error'](
    { run: id, device, outcome, durationMs, failedStep, reason },
    'run',
  );
  return result;
}

async function runWhatIsDue(signal: AbortSignal): Promise<void> {
  const claim = await claimRun(ctx, { everyMs: env.SYNTHETIC_EVERY_SECONDS * 1_000, deadlineMs: claimMs });
  if (!claim) return;
  await makeRun(claim, { signal });
  // Of a run that was cut short after it paid.
  if (pays()) await cancelOrders(ctx);
  await pruneRuns(ctx);
}

/** Runs by the clock, one at a time, until stopped. */
export function startMonitor(): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const everyMs = env.SYNTHETIC_EVERY_SECONDS * 1_000;
  async function loop(): Promise<void> {
    endLeftBrowser();
    beginMeasuring();
    let missing = false;
    while (!stopping.signal.aborted) {
      const now = Date.now();
      await wait(dueMoment(now, everyMs) + everyMs - now, undefined, { signal: stopping.signal });
      if (!browserIsThere()) {
        if (!missing)
          log.warn({ path: env.CHROMIUM_PATH }, 'no browser: nothing is monitored until there is one');
        missing = true;
        continue;
      }
      missing = false;
      await runWhatIsDue(stopping.signal).catch((error: unknown) =>
        log.error({ error: String(error) }, 'no run this time'),
      );
    }
  }
  const running = (async () => {
    for (const device of devices) {
      await deviceState(device).then(measureState, () => undefined);
    }
    await loop();
  })().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

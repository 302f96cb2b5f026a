import { env } from '#lib/platform/index.ts';
import { type StackState, stackState } from '#scripts/stack/control.ts';
import { until } from '#scripts/stack/processes.ts';
import type { Fault } from './plan.ts';

/** The process of a service; null while it is not ready. */
export function pidOf(state: StackState | null, name: string): number | null {
  const service = state?.services.find((one) => one.name === name);
  return service?.status === 'ready' ? service.pid : null;
}

/** The process of a service as soon as it is ready; null when it is not within a minute, or the run is over. */
export async function readyPid(name: string, over: AbortSignal): Promise<number | null> {
  let pid: number | null = null;
  const found = async () => {
    pid = pidOf(await stackState(), name);
    return pid !== null || over.aborted;
  };
  await until(found, 60_000, 100);
  return pid;
}

/** Tells a third party's sandbox how to behave. */
export async function misbehave({ at, body }: Fault): Promise<void> {
  const base = { gateway: env.STRIPE_API_BASE, erp: env.ERP_URL, mail: env.MAIL_UI_URL }[at];
  await fetch(new URL('/_sandbox/behaviour', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(2_000),
  }).then(
    (response) => response.arrayBuffer(),
    () => undefined, // being restarted just now
  );
}

import { env, signTraffic, trafficHeader } from '#lib/platform/index.ts';
import { until } from '#scripts/stack/processes.ts';
import { Tally } from '../tally.ts';

const timeoutMs = 20_000;

type Answer = {
  purge?: { acknowledged: boolean; durationMs: number } | null;
  current?: { version: number; stockVersion?: number };
  rule?: { id: string; version: number };
  block?: { version: number };
};

/** Where the cart is asked for. */
export const cart = '/api/cart';
let cookie = '';
/** How long each acknowledged purge took, by its own word. */
export const purgeMs: number[] = [];
/** Changes that were not acknowledged, by why. */
export const refused = new Tally();

/** Signs in as the owner. @throws Error when that is refused, or the shop is not there within 30 s. */
export async function signIn(): Promise<void> {
  let answer: Response | undefined;
  // A shop that has just been opened on a busy machine may say so first.
  await until(
    async () => {
      answer = await fetch(`${env.SHOP_URL}/api/admin/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: env.SHOP_URL },
        body: JSON.stringify({ email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD }),
        signal: AbortSignal.timeout(10_000),
      });
      return answer.status !== 503;
    },
    30_000,
    500,
  );
  if (answer?.status !== 204) throw new Error(`Signing in failed: ${answer?.status} ${await answer?.text()}`);
  cookie = answer.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
}

/** Puts one of each priced article into a cart, whose JSON then shows the prices too. @returns the cart's cookie. @throws when one is refused. */
export async function makeCart(facts: readonly { sku?: string }[]): Promise<string> {
  let own = '';
  for (const sku of facts.flatMap((fact) => fact.sku ?? [])) {
    const answer = await fetch(`${env.SHOP_URL}${cart}`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', origin: env.SHOP_URL, cookie: own },
        [trafficHeader]: signTraffic('load'),
      },
      body: JSON.stringify({ sku, quantity: 1 }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!answer.ok) throw new Error(`${sku} could not be put into a cart: ${answer.status}`);
    own ||= answer.headers
      .getSetCookie()
      .map((set) => set.split(';')[0])
      .join('; ');
  }
  return own;
}

/** One call of the admin's API. Away or refused for another reason than a conflict: null. */
export async function call(path: string, body: unknown): Promise<{ status: number; answer: Answer } | null> {
  try {
    const response = await fetch(`${env.SHOP_URL}/api/admin/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: env.SHOP_URL, cookie },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = (await response.json()) as Answer;
    if (answer.purge) purgeMs.push(answer.purge.durationMs);
    return { status: response.status, answer };
  } catch (error) {
    refused.add(`${path.split('/')[0]}: ${error instanceof Error ? error.name : 'lost'}`);
    return null;
  }
}

/** A variant's stock has a version of its own, since sales change it too. */
const versionFor = (path: string, { version, stockVersion }: NonNullable<Answer['current']>) =>
  path.endsWith('/stock') ? (stockVersion ?? 0) : version;

/** A call that names the version it changes; one conflict tells the present one. */
export async function versioned(
  versions: Map<string, number>,
  path: string,
  body: Record<string, unknown>,
): Promise<Answer | null> {
  for (const _try of [1, 2]) {
    const asked = await call(path, { ...body, expectedVersion: versions.get(path) ?? 0 });
    if (!asked) return null;
    const { status, answer } = asked;
    if (status === 409 && answer.current) versions.set(path, versionFor(path, answer.current));
    else if (status < 300) return answer;
    else {
      refused.add(`${path.split('/')[0]}: ${status}`);
      return null;
    }
  }
  refused.add(`${path.split('/')[0]}: two conflicts`);
  return null;
}

/** The answer of a rule's change; null, and noted, when it was refused. */
export function granted(asked: { status: number; answer: Answer } | null): Answer | null {
  if (asked === null || asked.status < 300) return asked?.answer ?? null;
  refused.add(`rules: ${asked.status}`);
  return null;
}

/** Whether a change was purged to its end; noted when it was not. */
export function acknowledged(answer: Answer | null): boolean {
  if (answer === null) return false;
  if (answer.purge?.acknowledged === true) return true;
  refused.add(answer.purge ? 'purge not acknowledged' : 'nothing purged');
  return false;
}

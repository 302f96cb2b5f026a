import { counter, env, type TrafficKind, trafficHeader, verifyTraffic } from '#lib/platform/index.ts';
import { cookie } from './request.ts';

/** How far a visit has come: it only looked around, put something into the cart, or began to check out. */
export const stages = ['session', 'cart', 'checkout'] as const;
export type Stage = (typeof stages)[number];

const name = 'ballast_visit';
/** A visit ends half an hour after its last request, as is usual for web statistics. */
const endsAfterSeconds = 30 * 60;

const counted = (stage: Stage, traffic: TrafficKind) => {
  switch (stage) {
    case 'session':
      return counter('ballast_sessions_total', 'Visits begun', ['traffic']).inc({ traffic });
    case 'cart':
      return counter('ballast_carts_total', 'Visits that put something into a cart', ['traffic']).inc({
        traffic,
      });
    case 'checkout':
      return counter('ballast_checkouts_begun_total', 'Visits that began to check out', ['traffic']).inc({
        traffic,
      });
  }
};

/**
 * Counts a visit's stages, each once, and notes them in a cookie that says nothing else: nobody is recognised by it.
 * @param stage where this request brings the visit to; `session` after a purchase begins a new funnel.
 */
export function countVisit(request: Request, response: Response, stage: Stage): Response {
  if (!response.ok) return response;
  const known: readonly string[] = stages;
  const before = known.indexOf(cookie(request, name) ?? '');
  const after = stages.indexOf(stage);
  const traffic = verifyTraffic(request.headers.get(trafficHeader));
  for (const reached of stages.slice(before + 1, after + 1)) counted(reached, traffic);
  return noteStage(response, stages[Math.max(before, after)] ?? 'session');
}

/** After a purchase the same visit may fill another cart, which counts again. */
export function startOver(response: Response): Response {
  return noteStage(response, 'session');
}

function noteStage(response: Response, stage: Stage): Response {
  const secure = env.SHOP_URL.startsWith('https:') ? '; Secure' : '';
  const value = `${name}=${stage}; Path=/api; HttpOnly; SameSite=Lax; Max-Age=${endsAfterSeconds}${secure}`;
  response.headers.append('set-cookie', value);
  return response;
}

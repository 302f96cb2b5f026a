import { onSignal, signal } from '#lib/platform/index.ts';

const crowdSignal = 'crowd';
const saidEveryMs = 1_000;
/** One that got lost must not let everything loose at once. */
const believedMs = 3_000;

const shared = globalThis as { ballastCrowdSaidAtMs?: number };

/** Says to all processes, once a second at most, that those who buy find too little room here. */
export function sayCrowd(nowMs: number): void {
  if (nowMs - (shared.ballastCrowdSaidAtMs ?? -saidEveryMs) < saidEveryMs) return;
  shared.ballastCrowdSaidAtMs = nowMs;
  signal(crowdSignal);
}

/** Hears whether a web process has too little room for those who buy, on any machine. `now` in milliseconds. */
export function watchCrowd(now: () => number): { isThere: () => boolean; stop: () => void } {
  let heardAtMs = Number.NEGATIVE_INFINITY;
  const { stop } = onSignal(crowdSignal, () => {
    heardAtMs = now();
  });
  return { isThere: () => now() - heardAtMs < believedMs, stop };
}

/** Spans of time that can be looked at: how long, how far apart two points are, and over what each is averaged. */
export const ranges = {
  '1h': { title: '1 hour', seconds: 3_600, stepSeconds: 60, window: '2m' },
  '6h': { title: '6 hours', seconds: 21_600, stepSeconds: 300, window: '5m' },
  '24h': { title: '24 hours', seconds: 86_400, stepSeconds: 900, window: '15m' },
  '7d': { title: '7 days', seconds: 604_800, stepSeconds: 7_200, window: '2h' },
} as const;
export type Range = keyof typeof ranges;

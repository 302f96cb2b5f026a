import type { Tone } from './parts.tsx';

export type Purge = { acknowledged: boolean; pages: number; durationMs: number };
export type Message = { tone: Tone; title: string; detail?: string | undefined };

/** What staff are told after a save: whether the shop shows it already, and how long that took. */
export function purgeMessage(purge: Purge, title = 'Saved'): Message {
  if (!purge.acknowledged) {
    return {
      tone: 'warn',
      title: `${title}; pages are still being refreshed`,
      detail: 'The caches did not confirm yet. The purge is written down and repeats by itself.',
    };
  }
  const pages = `${purge.pages} ${purge.pages === 1 ? 'page' : 'pages'}`;
  return { tone: 'good', title, detail: `Purged ${pages} in ${purge.durationMs} ms` };
}

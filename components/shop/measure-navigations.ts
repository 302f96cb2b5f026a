import type { BrowserReport } from '#lib/tracing/index.ts';
import { pageKind } from '../ui/browser-report.ts';

type Change = Omit<BrowserReport['navigations'][number], 'agoMs'> & { at: number };

/** A click long before is not why the page changed. Milliseconds. */
const longestMs = 60_000;
const most = 10;

/**
 * Measures changes of page within the shop: from what the visitor did (a link, a form, Back) until the page that came of it
 * was painted. `arrived` is told each new path; `take` answers what was measured since it was asked last.
 */
export function measureNavigations(): {
  arrived: (path: string) => void;
  take: () => BrowserReport['navigations'];
} {
  let began: number | null = null;
  let from = pageKind(window.location.pathname);
  let changes: Change[] = [];
  const begin = ({ timeStamp }: Event) => {
    began = timeStamp;
  };
  for (const name of ['click', 'submit'])
    document.addEventListener(name, begin, { capture: true, passive: true });
  window.addEventListener('popstate', begin);
  return {
    arrived(path) {
      const to = pageKind(path);
      const [start, came] = [began, from];
      [began, from] = [null, to];
      // After two frames the first of them is on the screen.
      requestAnimationFrame(() =>
        requestAnimationFrame((at) => {
          if (start === null || at - start > longestMs || changes.length >= most) return;
          changes.push({ from: came, to, durationMs: Math.max(0, at - start), at });
        }),
      );
    },
    take() {
      const now = performance.now();
      const taken = changes.map(({ at, ...change }) => ({ ...change, agoMs: Math.max(0, now - at) }));
      changes = [];
      return taken;
    },
  };
}

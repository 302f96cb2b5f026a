import { useCallback, useEffect, useState } from 'react';
import { whenIdle } from './when-idle.ts';

/**
 * A part of the page that is loaded when it is wanted, not before: by `load`, one and the same function. `want` loads it,
 * and answers null when it cannot be had now; asked again, it tries again.
 */
export function useLater<Part>(load: () => Promise<Part>): [Part | null, () => Promise<Part | null>] {
  const [part, setPart] = useState<Part | null>(null);
  const want = useCallback(
    () =>
      load().then(
        (loaded) => {
          setPart(() => loaded);
          return loaded;
        },
        () => null,
      ),
    [load],
  );
  return [part, want];
}

/** A part of the page that nobody has to ask for: it comes when the page has loaded and has nothing else to do. */
export function useAtRest<Part>(load: () => Promise<Part>): Part | null {
  const [part, want] = useLater(load);
  useEffect(() => whenIdle(() => void want()), [want]);
  return part;
}

import { useCallback, useState } from 'react';

/**
 * A part of the page that is loaded when it is wanted, not before: by `load`, one and the same function. `want` loads it, and answers null when it cannot be
 * had now; asked again, it tries again.
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

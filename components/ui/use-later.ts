import { useCallback, useState } from 'react';

/**
 * A part of the page that is loaded when it is wanted, not before. `want` loads it, and answers null when it cannot be
 * had now; asked again, it tries again.
 */
export function useLater<Part>(load: () => Promise<Part>): [Part | null, () => Promise<Part | null>] {
  const [part, setPart] = useState<Part | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: always the same import
  const want = useCallback(
    () =>
      load().then(
        (loaded) => {
          setPart(() => loaded);
          return loaded;
        },
        () => null,
      ),
    [],
  );
  return [part, want];
}

import { expect, test } from 'vitest';
import { walk } from './walk.ts';

test('a walk goes on after the last id, begins anew at the end, and tries again what failed', async () => {
  const seen: string[] = [];
  const following: Record<string, string> = { '': 'b', b: 'd', d: '' };
  let failing = true;
  const walking = walk('test-walk', 1, async ({ after }) => {
    seen.push(after);
    if (after === 'b' && failing) {
      failing = false;
      throw new Error('the database is away');
    }
    return { next: following[after] ?? '' };
  });
  await expect.poll(() => seen.length).toBeGreaterThanOrEqual(6);
  await walking.stop();
  expect(seen.slice(0, 6)).toEqual(['', 'b', 'b', 'd', '', 'b']);
});

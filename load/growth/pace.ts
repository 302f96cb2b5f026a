import { percentile } from '../percentile.ts';

// Texts and numbers as a page is made of them; about ten milliseconds.
const unit = Array.from({ length: 400 }, (_, index) => ({
  ...{
    id: `0190-${index}`,
    title: `Oiled Oak Chair N${index}`,
    priceMinor: index * 50,
    available: index % 2 === 0,
  },
  words: Array.from({ length: 30 }, (_each, word) => `word${index * word}`),
}));
const times = 9;

function once(): number {
  const { user, system } = process.cpuUsage();
  for (let round = 0; round < 5; round++) JSON.parse(JSON.stringify(unit));
  const used = process.cpuUsage({ user, system });
  return (used.user + used.system) / 1_000;
}

/**
 * CPU milliseconds that this machine takes now for a piece of work that is always the same, the median of nine times. Others
 * share its processors, and the sizes of a run are a quarter of an hour apart: what differs by as much as this has not grown.
 */
export function paceMs(): number {
  return percentile(
    Array.from({ length: times }, () => once()),
    0.5,
  );
}

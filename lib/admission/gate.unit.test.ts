import { expect, test } from 'vitest';
import { type Entry, Gate } from './gate.ts';
import type { Kind } from './kinds.ts';

/** A gate, and what became of each who asked, in the order of coming. */
function scene(limit: number) {
  const gate = new Gate(limit);
  const fates: string[] = [];
  const ask = (kind: Kind, nowMs = 0, refills = false): Entry => {
    const number = fates.push('waits') - 1;
    const answers: Pick<Entry, 'start' | 'refuse'> = {
      start: () => {
        fates[number] = 'in';
      },
      refuse: (why) => {
        fates[number] = why;
      },
    };
    return gate.ask(kind, nowMs, answers, { refills });
  };
  const many = (count: number, kind: Kind, nowMs = 0) =>
    Array.from({ length: count }, () => ask(kind, nowMs));
  return { gate, fates, ask, many };
}

test('each kind fills its part of the limit, so that there is room when something more important comes', () => {
  const { gate, fates, many } = scene(8);
  many(5, 'browse');
  expect(fates).toEqual(['in', 'in', 'in', 'in', 'waits']);
  many(3, 'cart');
  expect(gate.inFlight('cart')).toBe(2);
  many(3, 'checkout');
  expect(gate.inFlight('checkout')).toBe(2);
  expect([gate.waiting('checkout'), gate.waiting('cart'), gate.waiting('browse')]).toEqual([1, 1, 1]);
});

test('a place that gets free goes to the most important who waits, and then to the first who came', () => {
  const { gate, fates, ask, many } = scene(1);
  const first = ask('browse');
  many(1, 'browse', 1);
  many(1, 'cart', 2);
  many(2, 'checkout', 3);
  gate.leave(first, 10);
  expect(fates).toEqual(['in', 'waits', 'waits', 'in', 'waits']);
});

test('a page that will be kept is made now and then, however many wait', () => {
  const { fates, ask, many } = scene(1);
  many(3, 'checkout');
  ask('browse', 1);
  ask('browse', 1, true);
  ask('browse', 2, true);
  expect(fates).toEqual(['in', 'waits', 'waits', 'waits', 'in', 'waits']);
  ask('browse', 252, true);
  expect(fates.at(-1)).toBe('in');
});

test('pages that the cache has come before everything', () => {
  const { gate, fates, ask } = scene(1);
  const first = ask('checkout');
  ask('checkout', 1);
  ask('cached', 2);
  gate.leave(first, 5);
  expect(fates).toEqual(['in', 'waits', 'in']);
});

test('a burst waits; who stands in a queue that never empties is turned away almost at once', () => {
  const { gate, fates, ask } = scene(1);
  ask('cart', 0);
  ask('cart', 0);
  gate.tick(900, 1);
  expect(fates).toEqual(['in', 'waits']);
  gate.tick(1_100, 1);
  expect(fates).toEqual(['in', 'too_long']);
  // The queue was empty just now: a new burst may wait.
  ask('cart', 1_100);
  gate.tick(1_900, 1);
  expect(fates[2]).toBe('waits');
});

test('a checkout waits longer than a cart, and a cart longer than a page', () => {
  const waits = (kind: Kind) => {
    const { gate, fates, ask } = scene(1);
    ask('cached', 0);
    // One that comes each 50 ms keeps the queue from being empty.
    for (let now = 0; ; now += 50) {
      ask(kind, now);
      gate.tick(now, 1);
      if (fates[1] === 'too_long') return now;
    }
  };
  expect(waits('checkout')).toBeGreaterThan(waits('cart'));
  expect(waits('cart')).toBeGreaterThanOrEqual(waits('browse'));
});

test('who has gone takes no place, and leaving twice gives back one', () => {
  const { gate, fates, ask } = scene(1);
  const first = ask('cart');
  const second = ask('cart');
  ask('cart');
  gate.leave(second, 1);
  gate.leave(first, 2);
  gate.leave(first, 3);
  expect(fates).toEqual(['in', 'left', 'in']);
  expect(gate.inFlight('cart')).toBe(1);
});

test('the queue has an end: the newest of the less important gives way, else the newcomer is turned away', () => {
  const { gate, fates, many } = scene(1);
  many(1, 'checkout');
  many(10, 'browse');
  many(390, 'checkout');
  many(1, 'browse');
  expect(fates.at(-1)).toBe('full');
  many(1, 'cart');
  expect(fates.at(-1)).toBe('waits');
  expect(fates[10]).toBe('full');
  expect(gate.waiting('browse') + gate.waiting('cart') + gate.waiting('checkout')).toBe(400);
});

test('no more carts and pages wait than can be let in while they do', () => {
  const { gate, fates, many } = scene(1);
  many(1, 'checkout');
  many(13, 'browse');
  expect(fates.slice(-2)).toEqual(['waits', 'full']);
  many(25, 'cart');
  expect(fates.slice(-2)).toEqual(['waits', 'full']);
  many(50, 'checkout');
  expect([gate.waiting('checkout'), gate.waiting('cart'), gate.waiting('browse')]).toEqual([50, 24, 12]);
});

test('while carts are turned away no page is made for anybody, but those that will be kept', () => {
  const { gate, fates, ask, many } = scene(4);
  const entries = [...many(4, 'checkout', 5_000), ...many(25, 'cart', 5_000)];
  expect(fates.at(-1)).toBe('full');
  for (const entry of entries.reverse()) gate.leave(entry, 5_900);
  ask('browse', 5_900);
  // There is room, but not a moment ago.
  expect(fates.at(-1)).toBe('full');
  ask('browse', 5_900, true);
  expect(fates.at(-1)).toBe('in');
  ask('browse', 6_001);
  expect(fates.at(-1)).toBe('in');
});

test('a kind that was turned away is not asked about until half of those who wait have been let in', () => {
  const { gate, ask, many } = scene(1);
  for (let index = 0; index < 12; index++) gate.leave(ask('cart', index * 40), index * 40 + 1);
  const inside = ask('checkout', 480);
  // Nobody waits.
  expect(gate.holdMs('cart', 480)).toBe(50);
  many(20, 'cart', 480);
  expect(gate.holdMs('cart', 480)).toBe(400);
  expect(gate.holdMs('cart', 480, 'too_long')).toBe(50);
  expect(gate.holdMs('cart', 9_000)).toBe(1_000);
  gate.leave(inside, 500);
  expect(gate.holdMs('cart', 500)).toBeLessThan(400);
});

test('while carts have to wait nothing is searched for, though none of them was turned away', () => {
  const { gate, fates, ask } = scene(2);
  const inside = [ask('checkout', 0), ask('checkout', 0)];
  const cart = ask('cart', 0);
  const page = ask('browse', 240);
  expect(fates.at(-1)).toBe('waits');
  ask('browse', 260);
  expect(fates.at(-1)).toBe('full');
  expect(gate.holdMs('browse', 260)).toBe(1_000);
  for (const entry of [...inside, cart, page]) gate.leave(entry, 300);
  // There is room, but not a moment ago.
  ask('browse', 1_200);
  expect(fates.at(-1)).toBe('full');
  ask('browse', 1_301);
  expect(fates.at(-1)).toBe('in');
});

test('a lower limit takes no place away, and a higher one lets in who waits', () => {
  const { gate, fates, many } = scene(2);
  const all = many(3, 'checkout');
  gate.tick(1, 1);
  expect(gate.inFlight('checkout')).toBe(2);
  gate.leave(all[0] as Entry, 2);
  expect(fates).toEqual(['in', 'in', 'waits']);
  gate.tick(3, 2);
  expect(fates).toEqual(['in', 'in', 'in']);
});

test('says how many there were at once, and whether somebody had to wait', () => {
  const { gate, ask } = scene(2);
  const first = ask('checkout');
  expect(gate.takeUse()).toEqual({ peak: 1, wanted: false });
  gate.leave(first, 1);
  ask('checkout');
  ask('checkout');
  ask('checkout');
  expect(gate.takeUse()).toEqual({ peak: 2, wanted: true });
  expect(gate.takeUse()).toEqual({ peak: 2, wanted: true });
});

test('no order of coming, going and looking loses a place', () => {
  const { gate, fates, ask } = scene(3);
  const entries: Entry[] = [];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let now = 0; now < 20_000; now += 5) {
    const kind = (['cached', 'checkout', 'cart', 'browse'] as const)[next(4)] ?? 'browse';
    if (next(3) > 0) entries.push(ask(kind, now));
    if (entries.length > 0 && next(3) > 0)
      gate.leave(entries.splice(next(entries.length), 1)[0] as Entry, now);
    if (now % 100 === 0) gate.tick(now, 1 + next(12));
  }
  for (const entry of entries) gate.leave(entry, 20_000);
  gate.tick(60_000, 3);
  for (const kind of ['cached', 'checkout', 'cart', 'browse'] as const) {
    expect([gate.inFlight(kind), gate.waiting(kind)], kind).toEqual([0, 0]);
  }
  expect(fates).not.toContain('waits');
});

import { expect, test } from 'vitest';
import { menuRoom } from './menu-room.ts';

const few = ['Galley', 'Deck', 'Lamps'];
const many = Array.from({ length: 20 }, (_, n) => `Category ${n}`);

test('a short menu is all there', () => {
  expect(menuRoom(few, 'Ballast', 'More')).toEqual({ lg: 3, xl: 3 });
});

test('a long one leaves room for the button, and a wide window shows more of it', () => {
  const { lg, xl } = menuRoom(many, 'Ballast', 'More');
  expect(lg).toBeGreaterThan(0);
  expect(xl).toBeGreaterThan(lg);
  expect(xl).toBeLessThan(many.length);
});

test('a long name of the shop or long titles leave less room, down to the button alone', () => {
  expect(menuRoom(many, 'The Chandlery of Galway Bay', 'More').xl).toBeLessThan(
    menuRoom(many, 'Ballast', 'More').xl,
  );
  expect(menuRoom(['x'.repeat(80), ...few], 'Ballast', 'More')).toEqual({ lg: 0, xl: 0 });
});

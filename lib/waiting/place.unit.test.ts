import { expect, test } from 'vitest';
import { readPlace, signPlace } from './place.ts';

test('a place is read in the room it was signed for, and nowhere else', () => {
  const cookie = signPlace({ room: 'mabc', number: 4_711 });
  expect(readPlace(cookie, 'mabc')).toEqual({ room: 'mabc', number: 4_711 });
  expect(readPlace(cookie, 'mabd')).toBeNull();
});

test.each([
  null,
  '',
  'mabc.1.',
  'mabc.1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  `mabc.2.${signPlace({ room: 'mabc', number: 1 }).split('.')[2]}`,
  signPlace({ room: 'mabc', number: 1 }).slice(0, -1),
])('%s is no place', (cookie) => {
  expect(readPlace(cookie, 'mabc')).toBeNull();
});

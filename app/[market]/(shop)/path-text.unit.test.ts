import { expect, test } from 'vitest';
import { encodedPath, pathText } from './path-text.ts';

test.each([
  ['/c/кружки', '/c/%D0%BA%D1%80%D1%83%D0%B6%D0%BA%D0%B8'],
  ['/de/search/q-コーヒー', '/de/search/q-%E3%82%B3%E3%83%BC%E3%83%92%E3%83%BC'],
  // A view of a category keeps its one spelling.
  [
    '/c/κούπα/by-is.Size=M+L,vendor=A~26B/newest',
    '/c/%CE%BA%CE%BF%CF%8D%CF%80%CE%B1/by-is.Size=M+L,vendor=A~26B/newest',
  ],
  // Stored before escapes were read.
  ['/search/q-caf%C3%A9', '/search/q-caf%C3%A9'],
  ['/old/100%', '/old/100%25'],
  ['/old/a?b#c d', '/old/a%3Fb%23c%20d'],
  ['/old/\ud800', '/old/%EF%BF%BD'],
])('the path %s is sent as %s', (path, sent) => {
  expect(encodedPath(path)).toBe(sent);
});

test('a segment that is no escape is text', () => {
  expect(['%', '%zz', 'caf%C3%A9'].map(pathText)).toEqual(['%', '%zz', 'café']);
});

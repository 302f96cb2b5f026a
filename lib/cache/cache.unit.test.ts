import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { type Tag, tagManifest, tags } from './index.ts';

const ofId = { product: tags.product, category: tags.category, cms: tags.cms };

/** What can stand in a header of tags separated by spaces (Varnish) or commas (Next), and fits the length we plan for. */
const separable = /^[a-z]+(:[\w.!~*'()%-]*)?$/;

test('an id can hold anything and its tag stays one printable word, of bounded length', () => {
  const hostile = [
    'a b',
    'a,b',
    'a\r\nxkey-purge: all',
    'a\tb',
    '\0',
    '',
    'né',
    '🦆',
    '\ud800',
    'x'.repeat(5_000),
  ];
  const holds = (id: string) => {
    for (const tag of Object.values(ofId).map((make) => make(id))) {
      expect(tag).toMatch(separable);
      expect(tag.length).toBeLessThanOrEqual(130);
    }
  };
  for (const id of hostile) holds(id);
  assert(property(string({ unit: 'binary', maxLength: 200 }), holds), { numRuns: 500 });
  assert(property(string({ unit: 'grapheme', maxLength: 200 }), holds), { numRuns: 500 });
});

test('ids that differ have tags that differ, and an entity never takes the tag of another', () => {
  assert(
    property(string({ maxLength: 30 }), string({ maxLength: 30 }), (one, other) => {
      expect(tags.product(one) === tags.product(other)).toBe(one === other);
      expect(tags.product(one)).not.toBe(tags.category(one));
    }),
  );
  expect(tags.product('1:build')).not.toContain('build:');
});

test('the manifest names every kind of tag there is, and no other', () => {
  const { until: _limit, ...entities } = tags;
  const made: Tag[] = Object.values(entities).map((make) => make('id'));
  expect(made.map((tag) => tag.split(':')[0]).sort()).toEqual(Object.keys(tagManifest).sort());
});

test('every kind of tag has a surface that shows it and an age that is an age', () => {
  for (const [kind, { maxAgeSeconds, surfaces }] of Object.entries(tagManifest)) {
    expect(surfaces.length, kind).toBeGreaterThan(0);
    expect(maxAgeSeconds, kind).toBeGreaterThan(0);
  }
});

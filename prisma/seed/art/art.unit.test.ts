import { expect, test } from 'vitest';
import { artFile, motifs, palettes, parseArtFile, renderArt } from './index.ts';

test('every motif draws in every palette, alone and in a room: well-formed, small, the same each time', () => {
  for (const [index, motif] of motifs.entries()) {
    for (const view of ['flat', 'scene'] as const) {
      const palette = palettes[index % palettes.length] ?? 'navy';
      const art = { seed: 'enamel', motif, palette, view };
      const svg = renderArt(art);
      expect(svg).toMatch(/^<svg .*<\/svg>$/s);
      expect(svg, motif).not.toMatch(/NaN|undefined|<[^>]*\s([\w-]+)="[^"]*"[^>]*\s\1="/);
      expect(svg.length, motif).toBeLessThan(48_000);
      expect(renderArt(art)).toBe(svg);
      expect(parseArtFile(artFile(art))).toEqual(art);
    }
  }
  for (const palette of palettes) {
    expect(renderArt({ seed: 'a', motif: 'mug', palette, view: 'flat' })).not.toMatch(/fill="(undefined)?"/);
  }
});

test.each(['', 'mug.svg', 'a-mug-pink.svg', 'a-constructor-navy.svg', '../a-mug-navy.svg', 'a-mug-navy.png'])(
  '%j is not a picture',
  (file) => {
    expect(parseArtFile(file)).toBeNull();
  },
);

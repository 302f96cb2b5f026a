import { type ComponentProps, createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Picture } from './picture.tsx';

const id = `${'a'.repeat(24)}${'12233a'.repeat(4)}`;
const markup = (src: string, eager?: ComponentProps<typeof Picture>['eager']) =>
  renderToStaticMarkup(
    createElement(Picture, {
      image: { src, width: 1200, height: 900 },
      alt: 'A mug',
      sizes: '50vw',
      ...(eager ? { eager } : {}),
    }),
  );

test('a stored picture comes in newer formats and needed widths, holds its place and shows its colours', () => {
  const html = markup(`/media/${id}-1200.webp`);
  expect(html.indexOf('image/avif')).toBeLessThan(html.indexOf('image/webp'));
  expect(html).toContain(`/media/${id}-320.avif 320w, /media/${id}-640.avif 640w`);
  expect(html.match(/sizes="50vw"/g)).toHaveLength(2);
  expect(html).toContain('width="1200" height="900"');
  expect(html).toContain('#12233a');
});

test('any other picture is shown as it is', () => {
  expect(markup('/art/mug.svg')).toMatch(
    /^<picture[^>]*><img src="\/art\/mug.svg" alt="A mug"[^>]*><\/picture>$/,
  );
});

test('what is on the first screen is fetched at once: the largest before all, small ones after scripts', () => {
  expect(markup('/art/mug.svg')).toMatch(/loading="lazy"/);
  for (const [eager, priority] of [
    [true, ''],
    ['first', 'fetchPriority="high"'],
    ['last', 'fetchPriority="low"'],
  ] as const) {
    const html = markup('/art/mug.svg', eager);
    expect(html).not.toContain('lazy');
    expect(html.match(/fetchPriority="\w+"/)?.[0] ?? '').toBe(priority);
  }
});

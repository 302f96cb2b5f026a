import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Picture } from './picture.tsx';

const id = `${'a'.repeat(24)}${'12233a'.repeat(4)}`;
const markup = (src: string) =>
  renderToStaticMarkup(
    createElement(Picture, { image: { src, width: 1200, height: 900 }, alt: 'A mug', sizes: '50vw' }),
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

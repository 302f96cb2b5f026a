import { expect, test } from 'vitest';
import { GET } from './route.ts';

const get = (file: string) => GET(new Request('http://shop.test/'), { params: Promise.resolve({ file }) });

test('a picture is SVG that may be kept for ever and can run nothing', async () => {
  const response = await get('enamel-mug-navy.svg');
  expect(response.headers.get('content-type')).toContain('image/svg+xml');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).toMatch(/^<svg /);
});

test('an unknown picture is a 404', async () => {
  expect((await get('enamel-spaceship-navy.svg')).status).toBe(404);
});

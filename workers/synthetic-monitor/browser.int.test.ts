import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { endLeftBrowser, type OpenBrowser, openBrowser } from './browser.ts';
import { inspectBuyButton } from './buy-button.ts';
import { listenForComplaints } from './complaints.ts';

let open: OpenBrowser | undefined;
afterEach(async () => {
  await open?.end();
  open = undefined;
});

const gone = async (pid: number) => {
  await expect.poll(() => existsSync(`/proc/${pid}/cmdline`)).toBe(false);
};

const devices = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 840 } };

/** A page with nothing but the button, as a release might have changed it. */
async function show(
  device: keyof typeof devices,
  style = '',
  button = '<button>Add to cart</button>',
): Promise<Page> {
  open ??= await openBrowser();
  const page = await open.browser.newPage({ viewport: devices[device] });
  const look =
    'button { font-size: 16px; padding: 16px 40px; background: #123; color: #fff } div { display: inline-block }';
  await page.setContent(
    `<html lang="en"><title>x</title><style>${look} ${style}</style><main><h1>Mug</h1><div>${button}</div></main></html>`,
  );
  return page;
}

const judge = (page: Page) =>
  inspectBuyButton(page, page.getByRole('button', { name: 'Add to cart' })).then(
    () => 'fine',
    (error: Error) => error.message,
  );

describe('the buy button', () => {
  test('that only phones cannot press is found on the phone, and not on the desktop', async () => {
    const veil =
      '@media (max-width: 700px) { div { position: relative } div::after { content: ""; position: absolute; inset: 0 } }';
    expect(await judge(await show('desktop', veil))).toBe('fine');
    expect(await judge(await show('phone', veil))).toMatch(/covered by <div>/);
    const tiny = '@media (max-width: 700px) { button { padding: 2px; font-size: 10px } }';
    expect(await judge(await show('desktop', tiny))).toBe('fine');
    expect(await judge(await show('phone', tiny))).toMatch(/too small to hit/);
  });

  test('is refused when it cannot be read, reached or pressed', async () => {
    expect(await judge(await show('phone', 'button { color: #345 }'))).toMatch(/contrast/);
    expect(await judge(await show('phone', '', '<button disabled>Add to cart</button>'))).toMatch(
      /cannot be pressed/,
    );
    const dead = '<span role="button" style="display:inline-block;padding:30px">Add to cart</span>';
    expect(await judge(await show('phone', '', dead))).toMatch(/by keyboard/);
  });
});

test('what a page breaks is complained of: an error in a script, a picture that is not there', async () => {
  const page = await show('desktop');
  const complaints = listenForComplaints(page);
  await page.route('http://shop.test/**', (route) => route.fulfill({ status: 404 }));
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('boom');
    });
    document.body.append(Object.assign(new Image(), { src: 'http://shop.test/mug.jpg' }));
  });
  await expect.poll(() => complaints.join('\n')).toMatch(/boom/);
  await expect.poll(() => complaints.join('\n')).toMatch(/GET \/mug\.jpg: 404/);
});

describe('a browser that hangs', () => {
  test('is known not to answer, and ended with all its processes', async () => {
    open = await openBrowser();
    const { pid } = open;
    expect(await open.answers()).toBe(true);
    process.kill(pid, 'SIGSTOP');
    expect(await open.answers()).toBe(false);
    await open.end();
    await gone(pid);
  });

  test('and was left behind by a monitor that was killed is ended by the next one', async () => {
    open = await openBrowser();
    const { pid } = open;
    process.kill(pid, 'SIGSTOP');
    endLeftBrowser();
    await gone(pid);
  });
});

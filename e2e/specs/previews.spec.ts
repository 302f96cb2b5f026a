import { zstdDecompressSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { closeDb, closeRedis, connectedRedis, db } from '#lib/platform/index.ts';
import { signInByApi } from '../staff.ts';

const headers = { origin: process.env.SHOP_URL ?? '' };
const key = 'returns';

test.afterAll(async () => {
  closeRedis();
  await closeDb();
});

const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/** A value as it was before it was packed. */
const plain = (value: Buffer) => (value.indexOf(zstdMagic) === 0 ? zstdDecompressSync(value) : value);

/** The keys of a cache whose value has this text in it. */
async function holding(role: 'fpc' | 'object', text: string): Promise<string[]> {
  const client = await connectedRedis(role);
  const found: string[] = [];
  for (let cursor = '0', first = true; first || cursor !== '0'; first = false) {
    const [next, keys] = await client.scan(cursor, 'COUNT', 500);
    cursor = next;
    for (const name of keys) {
      const kind = await client.type(name);
      const values =
        kind === 'string'
          ? [await client.getBuffer(name)]
          : kind === 'hash'
            ? Object.values(await client.hgetallBuffer(name))
            : [];
      if (values.some((value) => value && plain(value).includes(text))) found.push(name);
    }
  }
  return found;
}

const stored = () => db().cmsBlock.findUniqueOrThrow({ where: { key } });

test('a draft is seen in the shop’s clothes by staff alone, and no cache holds a word of it', async ({
  page,
  request,
}) => {
  await signInByApi(page.request);
  const secret = `unseen-${Date.now()}`;
  const edit = async (body: object) => {
    const block = await stored();
    const answer = await page.request.post(`/api/admin/cms/${key}`, {
      headers,
      data: { ...body, expectedVersion: block.version },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  const before = await stored();
  await edit({ do: 'save_draft', title: before.title, bodyHtml: `<p>${secret}</p>` });
  const address = `/admin/preview/ie/texts/${key}`;
  for (let time = 0; time < 2; time++) {
    const shown = await page.goto(address);
    expect(shown?.headers()['cache-control']).toBe('private, no-store');
    await expect(page.getByText(secret)).toBeVisible();
    await expect(page.getByText('Only staff see this page.')).toBeVisible();
    await expect(page.getByRole('contentinfo')).toBeVisible();
  }
  const stranger = await request.get(address, { maxRedirects: 0 });
  expect(stranger.status()).toBeGreaterThanOrEqual(300);
  expect(await stranger.text()).not.toContain(secret);
  for (let time = 0; time < 2; time++) {
    expect(await (await request.get(`/pages/${key}`)).text()).not.toContain(secret);
  }
  expect(await holding('fpc', secret)).toEqual([]);
  expect(await holding('object', secret)).toEqual([]);
  // What is published is kept: the search above would have found it.
  await edit({ do: 'publish' });
  await expect.poll(async () => (await request.get(`/pages/${key}`)).text()).toContain(secret);
  expect(await holding('fpc', secret)).not.toEqual([]);
  await edit({ do: 'save_draft', title: before.title, bodyHtml: before.bodyHtml });
  await edit({ do: 'publish' });
});

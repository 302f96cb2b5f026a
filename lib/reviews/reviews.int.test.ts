import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { historyOf } from '#lib/audit/index.ts';
import { getProduct, saveProducts, searchProducts } from '#lib/catalogue/index.ts';
import { appendWithRetry, loadOrder, placeOrderEvents } from '#lib/orders/index.ts';
import { closeDb, closeRedis, db, systemContext, withTransaction } from '#lib/platform/index.ts';
import {
  countReviews,
  deleteReviewsOf,
  importReviews,
  listReviews,
  listReviewsForStaff,
  moderateReview,
  type ReviewInput,
  replyToReview,
  reviewBodySchema,
  reviewSchema,
  reviewsOf,
  reviewsPerHour,
  submitReview,
} from './index.ts';

afterAll(async () => {
  closeRedis();
  await closeDb();
});

const ctx = systemContext('staff:ada@ballast.example');
const unique = () => Math.random().toString(36).slice(2, 10).padEnd(8, 'x');
const anyAddress = () => `review-test-${unique()}`;

async function product() {
  const mark = unique();
  const sku = `R-${mark}`;
  await saveProducts(ctx, [
    {
      handle: `reviewed-${mark}`,
      title: `Reviewed ${mark}`,
      descriptionHtml: '',
      vendor: '',
      productType: '',
      status: 'active',
      optionNames: [],
      images: [],
      variants: [{ sku, optionValues: [], priceMinor: 1_000, compareAtMinor: null, onHand: 5 }],
      categoryPaths: [],
    },
  ]);
  const { id } = await db().product.findUniqueOrThrow({ where: { handle: `reviewed-${mark}` } });
  return { id, sku, mark, handle: `reviewed-${mark}` };
}

/** A buyer's order of the SKU; `shipped` when not said otherwise. */
async function order(sku: string, { email = `R-${unique()}@Example.com`, shipped = true } = {}) {
  const orderId = ctx.newId();
  const name = 'Ada';
  const { accessToken } = await withTransaction((tx) =>
    placeOrderEvents(tx, ctx, {
      orderId,
      checkoutId: ctx.newId(),
      email,
      name,
      shippingAddress: {
        name,
        line1: 'Quay 1',
        line2: '',
        city: 'Galway',
        postcode: 'H91',
        country: 'IE',
        phone: '',
      },
      shippingMethod: { id: 'pickup', title: 'Collect', promise: '' },
      lines: [{ sku, title: 'Rope', variantTitle: '', quantity: 1, unitMinor: 1_000, totalMinor: 1_000 }],
      subtotalMinor: 1_000,
      shippingMinor: 0,
      taxMinor: 187,
      totalMinor: 1_000,
      currency: 'EUR',
      payment: { gateway: 'stripe', reference: orderId, amountMinor: 1_000, currency: 'EUR' },
    }),
  );
  if (shipped) {
    await appendWithRetry(ctx, { orderId, command: { do: 'commit_stock' } });
    await appendWithRetry(ctx, { orderId, command: { do: 'start_fulfilment' } });
    await appendWithRetry(ctx, { orderId, command: { do: 'ship', trackingNumber: 'T1' } });
  }
  return { id: orderId, token: accessToken, email: email.toLowerCase() };
}

const review = (productId: string, change: Partial<ReviewInput> = {}): ReviewInput => ({
  productId,
  rating: 5,
  title: 'Good rope',
  body: 'Holds.',
  name: 'Ada L.',
  locale: 'en',
  ...change,
});

const submit = (token: string, said: ReviewInput) =>
  submitReview(ctx, { review: said, proof: { token }, address: anyAddress() });

async function pendingOf(productId: string) {
  const { reviews } = await listReviewsForStaff({ productId, status: 'pending' });
  return reviews;
}

test('who bought it says one thing of it, which is seen when staff have approved it, and not when they take that back', async () => {
  const { id, sku, handle } = await product();
  const { token, email } = await order(sku);
  expect(await submit(token, review(id, { rating: 4 }))).toEqual({ ok: true, value: undefined });
  expect(await submit(token, review(id))).toEqual({ ok: false, error: { kind: 'already_reviewed' } });
  expect((await listReviews({ productId: id, locale: 'en' })).total).toBe(0);
  const [pending] = await pendingOf(id);
  expect(pending).toMatchObject({ email, rating: 4, status: 'pending', version: 1, product: { handle } });

  const lastBefore = await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' } });
  const decide = (decision: 'approved' | 'rejected', expectedVersion: number) =>
    moderateReview(ctx, { id: pending?.id ?? '', decision, expectedVersion });
  expect(await decide('approved', 1)).toMatchObject({ ok: true, value: { status: 'approved', version: 2 } });
  expect(await decide('rejected', 1)).toMatchObject({ ok: false, error: { kind: 'version_conflict' } });
  const purged = await db().cacheInvalidation.findMany({ where: { id: { gt: lastBefore?.id ?? 0n } } });
  expect(purged.flatMap(({ tags }) => tags as string[])).toContain(`product:${id}`);
  expect(await historyOf(`review:${pending?.id}`)).toMatchObject([
    { action: 'review.approved', actor: 'staff:ada@ballast.example' },
  ]);

  const { reviews } = await listReviews({ productId: id, locale: 'en' });
  expect(reviews).toMatchObject([{ rating: 4, title: 'Good rope', body: 'Holds.', name: 'Ada L.' }]);
  expect(JSON.stringify(reviews)).not.toContain('@');
  expect((await getProduct(handle))?.rating).toEqual({ average: 4, count: 1 });
  expect((await listReviews({ productId: id, locale: 'en' })).summary).toEqual({
    average: 4,
    count: 1,
    byStars: [0, 0, 0, 1, 0],
  });
  const [card] = (await searchProducts({ q: handle.replace('reviewed-', '') })).products;
  expect(card?.rating).toEqual({ average: 4, count: 1 });

  expect(await decide('approved', 2)).toMatchObject({ ok: true, value: { version: 2 } });
  expect(await decide('rejected', 2)).toMatchObject({ ok: true, value: { status: 'rejected', version: 3 } });
  expect((await getProduct(handle))?.rating).toBeNull();
  expect((await listReviews({ productId: id, locale: 'en' })).summary).toBeNull();
  expect((await historyOf(`review:${pending?.id}`)).map(({ action }) => action)).toEqual([
    'review.rejected',
    'review.approved',
  ]);
});

test('a rejection keeps its reason for colleagues alone', async () => {
  const { id, sku } = await product();
  await submit((await order(sku)).token, review(id));
  const [pending] = await pendingOf(id);
  const asked = { id: pending?.id ?? '', decision: 'rejected' as const, expectedVersion: 1 };
  expect(await moderateReview(ctx, { ...asked, reason: ' About the courier ' })).toMatchObject({
    ok: true,
    value: { status: 'rejected', reason: 'About the courier', moderatedBy: ctx.actor },
  });
  expect(await countReviews(id)).toEqual({ pending: 0, approved: 0, rejected: 1 });
  expect(await historyOf(`review:${asked.id}`)).toMatchObject([{ after: { reason: 'About the courier' } }]);
  const published = await moderateReview(ctx, { id: asked.id, decision: 'approved', expectedVersion: 2 });
  expect(published).toMatchObject({ ok: true, value: { reason: '' } });
  expect(JSON.stringify(await listReviews({ productId: id, locale: 'en' }))).not.toContain('courier');
});

test('the shop answers below a review; pages are purged only when it is shown, and the answer can be taken away', async () => {
  const { id, sku } = await product();
  await submit((await order(sku)).token, review(id));
  const [pending] = await pendingOf(id);
  const answer = (reply: string, expectedVersion: number) =>
    replyToReview(ctx, { id: pending?.id ?? '', reply, expectedVersion });
  const purgedSince = async (after: bigint) =>
    (await db().cacheInvalidation.findMany({ where: { id: { gt: after } } })).flatMap(
      ({ tags }) => tags as string[],
    );
  const last = async () => (await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0n;
  const before = await last();
  expect(await answer(' Thank you ', 1)).toMatchObject({
    ok: true,
    value: { reply: 'Thank you', repliedBy: ctx.actor, version: 2 },
  });
  expect(await purgedSince(before)).not.toContain(`product:${id}`);
  expect(await answer('Another', 1)).toMatchObject({ ok: false, error: { kind: 'version_conflict' } });
  await moderateReview(ctx, { id: pending?.id ?? '', decision: 'approved', expectedVersion: 2 });
  expect((await listReviews({ productId: id, locale: 'en' })).reviews).toMatchObject([
    { reply: 'Thank you' },
  ]);
  const shown = await last();
  expect(await answer('', 3)).toMatchObject({ ok: true, value: { reply: '', repliedBy: null } });
  expect(await purgedSince(shown)).toContain(`product:${id}`);
  const actions = (await historyOf(`review:${pending?.id}`)).map(({ action }) => action);
  expect(actions).toEqual(['review.answered', 'review.approved', 'review.answered']);
});

test('nobody reviews what they did not buy, have not got, or by a link that is not theirs', async () => {
  const [bought, other] = [await product(), await product()];
  const { token, id: orderId } = await order(bought.sku);
  expect(await submit(token, review(other.id))).toEqual({ ok: false, error: { kind: 'not_bought' } });
  expect(await submit('x'.repeat(32), review(bought.id))).toEqual({
    ok: false,
    error: { kind: 'not_bought' },
  });
  const waiting = await order(bought.sku, { shipped: false });
  expect(await submit(waiting.token, review(bought.id))).toEqual({
    ok: false,
    error: { kind: 'not_received' },
  });
  const mine = await loadOrder(orderId);
  const signedIn = (orders: Parameters<typeof submitReview>[1]['proof']) =>
    submitReview(ctx, { review: review(bought.id), proof: orders, address: anyAddress() });
  expect(await signedIn({ orders: [] })).toEqual({ ok: false, error: { kind: 'not_bought' } });
  expect((await signedIn({ orders: mine ? [mine.view] : [] })).ok).toBe(true);
});

test('two decisions at once: one wins, and the stars are counted once', async () => {
  const { id, sku, handle } = await product();
  const { token } = await order(sku);
  await submit(token, review(id, { rating: 3 }));
  const [pending] = await pendingOf(id);
  const both = await Promise.all(
    [1, 2, 3, 4].map(() =>
      moderateReview(ctx, { id: pending?.id ?? '', decision: 'approved', expectedVersion: 1 }),
    ),
  );
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await getProduct(handle))?.rating).toEqual({ average: 3, count: 1 });
});

test('texts are kept to the letter, whatever they are; what is no text is refused in words', async () => {
  const strings = JSON.parse(readFileSync('e2e/fixtures/blns/blns.json', 'utf8')) as string[];
  const { id } = await product();
  const said = strings.map((body) => reviewSchema.safeParse(review(id, { body, title: body.slice(0, 120) })));
  const fine = said.flatMap(({ data }) => (data ? [data] : []));
  expect(fine.length).toBeGreaterThan(strings.length - 40);
  await importReviews(
    ctx,
    fine.map((one, index) => ({
      ...one,
      orderId: ctx.newId(),
      email: `naughty-${index}@example.com`,
      status: 'approved',
      createdAt: new Date(1_700_000_000_000 - index * 1_000),
    })),
  );
  const shown: string[] = [];
  for (let page = 1; ; page++) {
    const { reviews, pages } = await listReviews({ productId: id, locale: 'en', page });
    shown.push(...reviews.flatMap(({ title, body }) => [title, body]));
    if (page >= pages) break;
  }
  expect(shown).toEqual(fine.flatMap(({ title, body }) => [title, body]));
  expect((await listReviews({ productId: id, locale: 'en' })).summary).toMatchObject({
    count: fine.length,
    average: 5,
  });
  const kept = await db().product.findUnique({ where: { id } });
  expect([kept?.ratingSum, kept?.ratingCount]).toEqual([5 * fine.length, fine.length]);

  const refused = [{ rating: 0 }, { rating: 4.5 }, { body: ' ' }, { body: 'a\0b' }, { title: '\ud800' }];
  for (const change of refused) expect(reviewSchema.safeParse(review(id, change)).success).toBe(false);
  expect(reviewBodySchema.safeParse({ ...review(id), locale: 'tlh' }).success).toBe(false);
});

test('reviews in the page’s language come first', async () => {
  const { id } = await product();
  const at = (locale: string, minute: number) => ({
    ...review(id, { locale, body: `${locale} ${minute}` }),
    orderId: ctx.newId(),
    email: `${locale}-${minute}@example.com`,
    status: 'approved' as const,
    createdAt: new Date(1_700_000_000_000 + minute * 60_000),
  });
  await importReviews(ctx, [at('en', 1), at('de', 2), at('en', 3), at('de', 4)]);
  const bodies = async (locale: string) =>
    (await listReviews({ productId: id, locale })).reviews.map(({ body }) => body);
  expect(await bodies('de')).toEqual(['de 4', 'de 2', 'en 3', 'en 1']);
  expect(await bodies('en')).toEqual(['en 3', 'en 1', 'de 4', 'de 2']);
});

test('an address that sends many is told to wait', async () => {
  const address = anyAddress();
  const { id } = await product();
  const send = () => submitReview(ctx, { review: review(id), proof: { orders: [] }, address });
  for (let sent = 0; sent < reviewsPerHour; sent++)
    expect(await send()).toMatchObject({ error: { kind: 'not_bought' } });
  expect(await send()).toMatchObject({
    error: { kind: 'rate_limited', retryAfterSeconds: expect.any(Number) },
  });
});

test('what a person wrote goes with them, and its stars', async () => {
  const { id, handle, sku } = await product();
  const { token, email } = await order(sku);
  await submit(token, review(id));
  const [pending] = await pendingOf(id);
  await moderateReview(ctx, { id: pending?.id ?? '', decision: 'approved', expectedVersion: 1 });
  expect(await reviewsOf([email])).toMatchObject([{ body: 'Holds.', productId: id }]);
  await withTransaction((tx) => deleteReviewsOf(tx, ctx, [email]));
  expect(await reviewsOf([email])).toEqual([]);
  expect((await getProduct(handle))?.rating).toBeNull();
});

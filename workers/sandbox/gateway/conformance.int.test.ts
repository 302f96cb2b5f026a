import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  gatewayNames,
  type LookUpInput,
  type PaymentGateway,
  type PaymentRequest,
} from '#lib/payments/index.ts';
import { openSandbox, type Party, paymentRequest, type Sandbox, type Typed } from './conformance.fixtures.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const net = async (checkoutId: string) => (await sandbox.told(checkoutId)).netMinor;
const held = async (checkoutId: string) => (await sandbox.told(checkoutId)).heldMinor;

// Every gateway passes this suite, over the wire, through its official SDK.
describe.each(gatewayNames)('%s', (name) => {
  let party: Party;
  let gateway: PaymentGateway;
  let good = '';

  async function token(typed: Typed): Promise<string> {
    const made = await party.tokenise(typed);
    if (!('token' in made)) throw new Error(made.code);
    return made.token;
  }
  /** For answers that never come; the others may take as long as this machine needs. */
  const impatient = () => party.client({ timeoutMs: 400 });
  const order = (change: Partial<PaymentRequest> = {}) => paymentRequest({ paymentToken: good, ...change });
  const lookUp = (request: PaymentRequest, change: Partial<LookUpInput> = {}) =>
    gateway.lookUp({
      reference: null,
      idempotencyKey: request.idempotencyKey,
      createdAfter: new Date(),
      amountMinor: request.amountMinor,
      currency: request.currency,
      ...change,
    });
  const withdraw = (request: PaymentRequest, reference: string | null = null) =>
    gateway.withdraw({
      reference,
      idempotencyKey: request.idempotencyKey,
      createdAfter: new Date(),
      amountMinor: request.amountMinor,
      currency: request.currency,
    });
  async function paid(request: PaymentRequest): Promise<string> {
    const outcome = await gateway.authoriseAndCapture(request);
    if (outcome.kind !== 'captured') throw new Error(JSON.stringify(outcome));
    return outcome.reference;
  }
  async function challenged(number = '4000002500003155') {
    const request = order({ paymentToken: await token({ number }) });
    const outcome = await gateway.authoriseAndCapture(request);
    if (outcome.kind !== 'requires_action') throw new Error(JSON.stringify(outcome));
    return { request, outcome };
  }
  async function answerBank(actionUrl: string, answer: string): Promise<URL> {
    const body = new URLSearchParams({ answer });
    const back = await fetch(actionUrl, { method: 'POST', body, redirect: 'manual' });
    expect(back.status).toBe(303);
    return new URL(back.headers.get('location') ?? '');
  }

  beforeAll(async () => {
    const found = sandbox.parties.find((one) => one.name === name);
    if (!found) throw new Error(name);
    party = found;
    gateway = party.client();
    good = await token({ number: '4242424242424242' });
  });
  beforeEach(async () => {
    await party.behave({ mode: 'normal', webhooks: 'normal' });
    gateway = party.client();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a good card is charged once, however often the same request comes', async () => {
    const request = order();
    const answers = [];
    for (let time = 0; time < 3; time++) answers.push(await gateway.authoriseAndCapture(request));
    expect(answers[0]).toMatchObject({ kind: 'captured', amountMinor: 4_250 });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await net(request.checkoutId)).toBe(4_250);
  });

  test.each([
    ['4000000000000002', 'generic_decline'],
    ['4000000000009995', 'insufficient_funds'],
    ['4000000000009987', 'lost_card'],
    ['4000000000000069', 'expired_card'],
    ['4000000000000127', 'incorrect_cvc'],
    ['4000000000000119', 'processing_error'],
  ])('card %s is declined as %s, and nothing is charged', async (number, code) => {
    const request = order({ paymentToken: await token({ number }) });
    expect(await gateway.authoriseAndCapture(request)).toMatchObject({
      kind: 'declined',
      code,
      method: 'visa',
    });
    expect(await net(request.checkoutId)).toBe(0);
  });

  test.each([
    ['4242424242424242', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['378282246310005', 'amex'],
    ['6011111111111117', 'other_card'],
  ])('card %s is known as %s by what the gateway answers', async (number, method) => {
    const cvc = method === 'amex' ? '1234' : '123';
    const request = order({ paymentToken: await token({ number, cvc }) });
    expect(await gateway.authoriseAndCapture(request)).toMatchObject({ kind: 'captured', method });
  });

  test.each([
    [{ number: '4242424242424241' }, 'incorrect_number'],
    [{ number: '4242424242424242', year: '2020' }, 'invalid_expiry_year'],
    [{ number: '4242424242424242', month: '13' }, 'invalid_expiry_month'],
    [{ number: '4242424242424242', cvc: '1' }, 'invalid_cvc'],
    [{ number: "'; DROP TABLE cards; --" }, 'incorrect_number'],
  ])('a mistyped card %o is refused when it is typed', async (typed, code) => {
    expect(await party.tokenise(typed)).toEqual({ code });
  });

  test('a token that is none is a declined card', async () => {
    const wrong = Buffer.from(
      JSON.stringify({
        type: 'scheme',
        encryptedCardNumber: 'x',
        encryptedExpiryMonth: 'x',
        encryptedExpiryYear: 'x',
        encryptedSecurityCode: 'x',
      }),
    ).toString('base64url');
    const outcome = await gateway.authoriseAndCapture(
      order({ paymentToken: name === 'adyen' ? wrong : 'pm_nothing' }),
    );
    expect(outcome).toMatchObject({ kind: 'declined' });
  });

  test.each([
    ['4000002500003155', 'approve', 'captured'],
    ['4000002760003184', 'decline', 'declined'],
    ['4000008400001629', 'approve', 'declined'],
  ])('3-D Secure with %s, answered %s, ends %s', async (number, answer, end) => {
    const { request, outcome } = await challenged(number);
    expect(await net(request.checkoutId)).toBe(0);
    expect(await (await fetch(outcome.actionUrl)).text()).toContain('€42.50');
    const back = await answerBank(outcome.actionUrl, answer);
    expect(back.searchParams.get('checkout')).toBe('1');
    const { reference } = outcome;
    const returned = back.searchParams.get('redirectResult');
    for (let time = 0; time < 2; time++) {
      const found = await lookUp(request, { reference, returned });
      expect(found).toMatchObject({ kind: 'found', outcome: { kind: end } });
    }
    expect(await net(request.checkoutId)).toBe(end === 'captured' ? 4_250 : 0);
  });

  test("what another payment's customer brought back from the bank proves nothing", async () => {
    const [mine, other] = [await challenged(), await challenged()];
    const back = await answerBank(other.outcome.actionUrl, 'approve');
    const returned = back.searchParams.get('redirectResult') ?? 'made-up';
    for (const claim of [returned, 'made-up']) {
      await lookUp(mine.request, { reference: mine.outcome.reference, returned: claim });
      expect(await net(mine.request.checkoutId)).toBe(0);
    }
  });

  test('a payment in the middle of 3-D Secure is voided, and approving it later charges nothing', async () => {
    const { request, outcome } = await challenged();
    const paymentKey = request.idempotencyKey;
    const { reference } = outcome;
    const voided = await gateway.void({ reference, paymentKey, idempotencyKey: randomUUID() });
    expect(voided.ok).toBe(true);
    const page = await fetch(outcome.actionUrl, {
      method: 'POST',
      body: new URLSearchParams({ answer: 'approve' }),
      redirect: 'manual',
    });
    const back = new URL(page.headers.get('location') ?? 'http://none');
    await lookUp(request, { reference, returned: back.searchParams.get('redirectResult') });
    expect(await net(request.checkoutId)).toBe(0);
  });

  test('refunds: in parts, the same key once, never more than was charged', async () => {
    const request = order();
    const reference = await paid(request);
    const refund = (amountMinor: number, idempotencyKey: string = randomUUID()) =>
      gateway.refund({
        reference,
        amountMinor,
        idempotencyKey,
        reason: 'test',
        currency: 'EUR',
        askedAt: new Date(),
      });
    const key = randomUUID();
    expect((await refund(1_000, key)).ok).toBe(true);
    expect((await refund(1_000, key)).ok).toBe(true);
    expect(await net(request.checkoutId)).toBe(3_250);
    // Stripe refuses at once, Adyen by webhook: money moves at neither.
    await refund(3_251);
    expect(await net(request.checkoutId)).toBe(3_250);
    expect((await refund(3_250)).ok).toBe(true);
    await refund(1);
    expect(await net(request.checkoutId)).toBe(0);
  });

  test('the same key with another amount charges nothing more', async () => {
    const request = order();
    await gateway.authoriseAndCapture(request);
    await gateway.authoriseAndCapture({ ...request, amountMinor: 9_999 });
    expect(await net(request.checkoutId)).toBe(4_250);
  });

  test('what was acknowledged survives a restart', async () => {
    const request = order();
    await paid(request);
    await sandbox.restart();
    // The pool still holds a connection of the process before.
    await expect.poll(() => net(request.checkoutId).catch(String)).toBe(4_250);
    await expect.poll(() => paid(request)).toBeTruthy();
    expect(await net(request.checkoutId)).toBe(4_250);
  });

  test.each(['timeout_after', 'reset_after'])(
    'an answer lost after the money was taken (%s): the same attempt is found, and charged once',
    async (mode) => {
      await party.behave({ mode, times: 3 });
      const request = order();
      const createdAfter = new Date();
      const outcome = await impatient().authoriseAndCapture(request);
      // The client repeats with the same key: it learns the stored answer or stays in the dark, but pays once.
      expect(['ambiguous', 'captured']).toContain(outcome.kind);
      const found = await lookUp(request, { createdAfter, replay: request });
      expect(found).toMatchObject({ kind: 'found', outcome: { kind: 'captured', amountMinor: 4_250 } });
      expect(await net(request.checkoutId)).toBe(4_250);
    },
  );

  test.each(['timeout_before', 'error500', 'reset', 'down'])(
    'trouble before the money was taken (%s) is ambiguous, and withdrawing finds nothing',
    async (mode) => {
      await party.behave({ mode, times: 3 });
      const request = order();
      expect(await impatient().authoriseAndCapture(request)).toMatchObject({ kind: 'ambiguous' });
      expect(await withdraw(request)).toEqual({ kind: 'nothing' });
      expect(await net(request.checkoutId)).toBe(0);
    },
  );

  test('looking without the leave to finish never charges', async () => {
    await party.behave({ mode: 'timeout_before', times: 3 });
    const request = order();
    await impatient().authoriseAndCapture(request);
    expect(['not_found', 'unknown']).toContain((await lookUp(request)).kind);
    expect(await net(request.checkoutId)).toBe(0);
  });

  test('an answer that comes twice is one answer, and not that of the next call', async () => {
    await party.behave({ mode: 'twice', times: 2 });
    for (let time = 0; time < 4; time++) {
      const request = order({ amountMinor: 1_000 + time });
      const outcome = await gateway.authoriseAndCapture(request);
      expect(outcome).toMatchObject({ kind: 'captured', amountMinor: 1_000 + time });
      expect(await net(request.checkoutId)).toBe(1_000 + time);
    }
  });

  test('a captured payment is withdrawn in full, once, with or without its reference', async () => {
    const [one, two] = [order(), order()];
    const reference = await paid(one);
    for (let time = 0; time < 2; time++)
      expect(await withdraw(one, reference)).toMatchObject({ kind: 'given_back' });
    expect(await net(one.checkoutId)).toBe(0);
    // A gateway that captures apart has its reference stored before; the other finds it by the attempt's key.
    let stored: string | null = null;
    await paid({
      ...two,
      onAuthorised: async (known) => {
        stored = known;
      },
    });
    expect(await withdraw(two, stored)).toMatchObject({ kind: 'given_back' });
    expect(await net(two.checkoutId)).toBe(0);
  });

  test('killed between authorising and storing the reference: withdrawing leaves no hold', async () => {
    const request = order({
      onAuthorised: () => Promise.reject(new Error('killed')),
    });
    await gateway.authoriseAndCapture(request).catch(() => undefined);
    await withdraw(request);
    expect(await net(request.checkoutId)).toBe(0);
    expect(await held(request.checkoutId)).toBe(0);
  });

  test('five outages open the breaker: the next customer is refused at once and not charged; one probe closes it', async () => {
    // It counts outages within 30 s: however long these take, no time passes for it.
    vi.useFakeTimers({ toFake: ['Date'] });
    await party.behave({ mode: 'error500', times: 100 });
    for (let time = 0; time < 5; time++) {
      expect(await gateway.authoriseAndCapture(order())).toMatchObject({ kind: 'ambiguous' });
    }
    expect(gateway.breaker()).toBe('open');
    const request = order();
    expect(await gateway.authoriseAndCapture(request)).toEqual({
      kind: 'unavailable',
      reason: 'circuit_open',
    });
    await party.behave({ mode: 'slow', times: 1, delayMs: 500 });
    expect(await net(request.checkoutId)).toBe(0);
    // By time alone: customers are sent elsewhere meanwhile, so nobody's call would tell.
    vi.setSystemTime(Date.now() + 10_000);
    expect(gateway.breaker()).toBe('half_open');
    const probe = gateway.authoriseAndCapture(order());
    expect(gateway.breaker()).toBe('half_open');
    // Nobody else waits for the probe.
    expect(await gateway.authoriseAndCapture(order())).toEqual({
      kind: 'unavailable',
      reason: 'circuit_open',
    });
    expect(await probe).toMatchObject({ kind: 'captured' });
    expect(gateway.breaker()).toBe('closed');
  });

  test('declined cards do not open the breaker', async () => {
    const paymentToken = await token({ number: '4000000000000002' });
    for (let time = 0; time < 8; time++) await gateway.authoriseAndCapture(order({ paymentToken }));
    expect(gateway.breaker()).toBe('closed');
  });

  test('a webhook is verified on what was signed; a changed byte of it is a bad signature', () => {
    const key = randomUUID();
    const { body, signature } = party.signed(key, 'c1');
    expect(gateway.verifyWebhook(body, signature)).toMatchObject({ ok: true, value: [{ attemptKey: key }] });
    const bad = { ok: false, error: { kind: 'bad_signature' } };
    expect(gateway.verifyWebhook(body.replace(key, randomUUID()), signature)).toEqual(bad);
    for (const nonsense of ['', 'null', '[]', '{}', '{"notificationItems":[]}', 'x'.repeat(100)]) {
      expect(gateway.verifyWebhook(nonsense, signature)).toEqual(bad);
    }
    if (gateway.signatureHeader) expect(gateway.verifyWebhook(body, '')).toEqual(bad);
    else expect(gateway.verifyWebhook(body.replace(/"hmacSignature":"[^"]*"/, '"x":"y"'), '')).toEqual(bad);
  });

  const heard = (request: PaymentRequest) =>
    sandbox.received.filter(({ event }) => event.attemptKey === request.idempotencyKey);

  test('each payment is told of by a signed webhook that names the attempt; a refused one comes again', async () => {
    sandbox.refuseWebhooks(1);
    const request = order();
    const reference = await paid(request);
    await expect.poll(() => heard(request).length).toBeGreaterThan(0);
    expect(heard(request)[0]?.event).toMatchObject({ reference, attemptKey: request.idempotencyKey });
  });

  test('webhooks come before the answer, twice, late or never, as told', async () => {
    await party.behave({ webhooks: 'before', times: 1 });
    const first = order();
    await paid(first);
    expect(heard(first).length).toBeGreaterThan(0);

    await party.behave({ webhooks: 'twice', times: 10 });
    const second = order();
    await paid(second);
    const allTwice = () => {
      const ids = heard(second).map(({ event }) => event.id);
      return ids.length > 0 && ids.length >= 2 * new Set(ids).size;
    };
    await expect.poll(allTwice).toBe(true);

    await party.behave({ webhooks: 'late', times: 10, delayMs: 400 });
    const third = order();
    const began = Date.now();
    await paid(third);
    await expect.poll(() => heard(third).length).toBeGreaterThan(0);
    expect(heard(third)[0]?.at ?? 0).toBeGreaterThanOrEqual(began + 400);

    await party.behave({ webhooks: 'never', times: 10 });
    const fourth = order();
    await paid(fourth);
    expect(await lookUp(fourth, { replay: fourth })).toMatchObject({ outcome: { kind: 'captured' } });
    expect(heard(fourth)).toEqual([]);
  });
});

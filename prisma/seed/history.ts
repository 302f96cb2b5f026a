import { getVariantsBySku } from '#lib/catalogue/index.ts';
import { importHistory, type OrderCommand, type OrderHistory, ordersOfCustomer } from '#lib/orders/index.ts';
import { type Ctx, uuidv7 } from '#lib/platform/index.ts';
import { createRandom } from './random.ts';

const days = 60;
const hour = 3_600_000;

// Orders an hour of the day, from midnight: quiet nights, a lunch bump, an evening peak.
const byHour = [2, 1, 1, 0, 0, 1, 2, 4, 6, 7, 8, 8, 9, 8, 7, 7, 7, 8, 9, 11, 13, 12, 8, 4];
// From Sunday: people shop on Sundays and Mondays, and have better things to do on Saturdays.
const byWeekday = [1.25, 1.15, 1, 0.95, 0.95, 0.9, 0.8];

const first =
  'Aoife Ciarán Niamh Séamus Lena Jonas Mia Paul Emma Felix Clara Anton Marie Hugo Sofia Luca Freya Oskar Ines Tom Greta Ella Ruth Nils'.split(
    ' ',
  );
const last =
  'Byrne Walsh Keane Doyle Brandt Krüger Lindner Vogel Martin Petit Rossi Jansen Nowak Silva Berg Holm Moreau Fuchs Lang Quinn'.split(
    ' ',
  );
const places = [
  {
    country: 'IE',
    market: 'ie',
    city: 'Cork',
    postcode: 'T12 W8KP',
    street: 'Harbour Row',
    tax: ['VAT', 23_000],
  },
  {
    country: 'IE',
    market: 'ie',
    city: 'Galway',
    postcode: 'H91 E2K3',
    street: 'Dock Road',
    tax: ['VAT', 23_000],
  },
  {
    country: 'DE',
    market: 'de',
    city: 'Hamburg',
    postcode: '20459',
    street: 'Deichstraße',
    tax: ['MwSt.', 19_000],
  },
  { country: 'DE', market: 'de', city: 'Kiel', postcode: '24103', street: 'Am Wall', tax: ['MwSt.', 19_000] },
  {
    country: 'DE',
    market: 'de',
    city: 'Bremen',
    postcode: '28195',
    street: 'Schlachte',
    tax: ['MwSt.', 19_000],
  },
  {
    country: 'NL',
    market: 'ie',
    city: 'Utrecht',
    postcode: '3511 LN',
    street: 'Oudegracht',
    tax: ['BTW', 21_000],
  },
] as const;

type Random = ReturnType<typeof createRandom>;
type Customer = { name: string; email: string; place: (typeof places)[number]; house: number };

function customerOf(random: Random, index: number): Customer {
  const [given, family] = [random.pick(first), random.pick(last)];
  const plain = `${given}.${family}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
  return {
    name: `${given} ${family}`,
    email: `${plain}${index}@example.com`,
    place: random.pick(places),
    house: 1 + Math.floor(random.next() * 80),
  };
}

/** An instant of the last 60 days, as likely as the shop is busy then. */
function moment(random: Random, now: Date): Date {
  for (;;) {
    const at = new Date(now.getTime() - random.next() * days * 24 * hour);
    const age = (now.getTime() - at.getTime()) / (days * 24 * hour);
    // A shop that grows: a third more at the end than at the beginning.
    const busy =
      ((byHour[at.getUTCHours()] ?? 0) / 13) * ((byWeekday[at.getUTCDay()] ?? 1) / 1.25) * (1 - age / 4);
    if (random.next() < busy) return at;
  }
}

type Goods = Awaited<ReturnType<typeof getVariantsBySku>>;
type Step = OrderHistory['steps'][number];

/** What became of an order by now: most arrive, a few are cancelled, come back or are refunded in part. */
function stepsOf(
  random: Random,
  placedAt: Date,
  now: Date,
  order: { lines: { sku: string; quantity: number }[]; totalMinor: number; number: number },
): Step[] {
  const steps: Step[] = [];
  const at = (hours: number) => new Date(placedAt.getTime() + hours * hour);
  const add = (hours: number, actor: string, ...commands: OrderCommand[]): boolean => {
    if (at(hours) > now) return false;
    for (const command of commands) steps.push({ at: at(hours), actor, command });
    return true;
  };
  const refund = (hours: number, id: string) =>
    add(hours, 'worker:refunds', {
      do: 'complete_refund',
      refundId: id,
      gateway: 'stripe',
      reference: `re_demo_${id.slice(-12)}`,
    });
  const fate = random.next();
  const id = () => uuidv7(placedAt.getTime(), random.bytes());
  add(0.001, 'worker:inventory', { do: 'commit_stock' });
  add(0.002, 'worker:email', {
    do: 'record_mail',
    template: 'confirmation',
    messageId: `<${id()}.confirmation@demo>`,
  });
  add(0.003, 'worker:erp', { do: 'record_export', erpReference: `ERP-${100_000 + order.number}` });
  add(0.004, 'worker:loyalty', { do: 'earn_points', points: Math.floor(order.totalMinor / 100) });
  if (fate < 0.035) {
    const refundId = id();
    add(2 + random.next() * 6, 'staff:owner@ballast.example', {
      do: 'cancel',
      reason: 'customer_request',
      restock: false,
      refundId,
    });
    if (at(9) <= now) refund(9, refundId);
    return steps;
  }
  const packed = 3 + random.next() * 20;
  const shipped = packed + 2 + random.next() * 22;
  const arrived = shipped + 30 + random.next() * 70;
  const carrier = random.pick(['DHL', 'An Post', 'DPD']);
  add(packed, 'staff:owner@ballast.example', { do: 'start_fulfilment' }) &&
    add(shipped, 'staff:owner@ballast.example', {
      do: 'ship',
      trackingNumber: `JD${100_000_000 + Math.floor(random.next() * 899_999_999)}`,
      carrier,
    }) &&
    add(arrived, 'carrier', { do: 'deliver' });
  if (fate < 0.075 && at(arrived + 140) <= now) {
    const refundId = id();
    add(arrived + 60, 'customer', {
      do: 'request_return',
      reason: random.pick(['too small', 'too large', 'not as expected']),
    });
    add(
      arrived + 130,
      'staff:owner@ballast.example',
      { do: 'receive_return', restock: [] },
      { do: 'request_refund', refundId, amountMinor: order.totalMinor, reason: 'return' },
    );
    refund(arrived + 131, refundId);
  } else if (fate < 0.1 && at(arrived + 40) <= now) {
    const refundId = id();
    add(arrived + 30, 'staff:owner@ballast.example', {
      do: 'request_refund',
      refundId,
      amountMinor: Math.min(500, order.totalMinor),
      reason: 'scratched',
    });
    refund(arrived + 31, refundId);
  }
  return steps;
}

function orderOf(
  random: Random,
  goods: Goods,
  skus: readonly string[],
  customer: Customer,
  placedAt: Date,
  now: Date,
  number: number,
): OrderHistory {
  const wanted = 1 + Math.floor(random.next() ** 2.2 * 5);
  const chosen = new Set<string>();
  // Some things are bought far more than others.
  while (chosen.size < wanted) chosen.add(skus[Math.floor(random.next() ** 1.8 * skus.length)] ?? '');
  const lines = [...chosen].flatMap((sku) => {
    const found = goods.get(sku);
    if (!found) return [];
    const quantity = found.listMinor < 3_000 && random.next() < 0.35 ? 2 + Math.floor(random.next() * 3) : 1;
    const unitMinor = found.listMinor;
    return [
      {
        sku,
        title: found.productTitle,
        variantTitle: found.variantTitle,
        quantity,
        unitMinor,
        totalMinor: unitMinor * quantity,
      },
    ];
  });
  const subtotalMinor = lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const { place, house, name, email } = customer;
  const shippingMinor = subtotalMinor >= 12_000 ? 0 : place.country === 'IE' ? 590 : 990;
  const totalMinor = subtotalMinor + shippingMinor;
  const [taxName, rate] = place.tax;
  const netMinor = Math.round(totalMinor / (1 + rate / 100_000));
  const orderId = uuidv7(placedAt.getTime(), random.bytes());
  return {
    orderId,
    placedAt,
    placed: {
      checkoutId: uuidv7(placedAt.getTime(), random.bytes()),
      email,
      name,
      shippingAddress: {
        name,
        line1: `${place.street} ${house}`,
        line2: '',
        city: place.city,
        postcode: place.postcode,
        country: place.country,
        phone: '',
      },
      shippingMethod: {
        id: 'standard',
        title: place.market === 'de' ? 'Standardversand' : 'Standard delivery',
        promise: '',
      },
      lines,
      subtotalMinor,
      shippingMinor,
      taxMinor: totalMinor - netMinor,
      totalMinor,
      currency: 'EUR',
      market: place.market,
      taxDisplay: 'inclusive',
      taxes: [{ name: taxName, rate, netMinor, taxMinor: totalMinor - netMinor }],
    },
    payment: {
      gateway: 'stripe',
      reference: `pi_demo_${orderId.slice(-12)}`,
      amountMinor: totalMinor,
      currency: 'EUR',
    },
    steps: stepsOf(random, placedAt, now, { lines, totalMinor, number }),
  };
}

// Of their own seed, so that the first of them is somebody we know whatever the day.
const people = () => createRandom(8);

/** Whether the two months were written: their first customer has ordered. */
export async function hasHistory(): Promise<boolean> {
  return (await ordersOfCustomer([customerOf(people(), 0).email])).length > 0;
}

/** Two months of trade, from one seed number: the same orders again, moved to today. Amounts are minor units. */
export async function seedHistory(ctx: Ctx, skus: readonly string[], count = 400): Promise<OrderHistory[]> {
  const random = createRandom(7);
  const strangers = people();
  const now = ctx.now();
  const goods = new Map<string, Goods extends Map<string, infer V> ? V : never>();
  for (let from = 0; from < skus.length; from += 500) {
    for (const [sku, found] of await getVariantsBySku(skus.slice(from, from + 500), { at: now }))
      goods.set(sku, found);
  }
  const sellable = random.shuffled(skus.filter((sku) => goods.has(sku)));
  const moments = Array.from({ length: count }, () => moment(random, now)).sort(
    (a, b) => a.getTime() - b.getTime(),
  );
  const customers: Customer[] = [];
  const histories = moments.map((placedAt, index) => {
    const returning = customers.length > 20 && random.next() < 0.34;
    const customer = returning ? random.pick(customers) : customerOf(strangers, index);
    if (!returning) customers.push(customer);
    return orderOf(random, goods, sellable, customer, placedAt, now, index);
  });
  await importHistory(ctx, histories);
  return histories;
}

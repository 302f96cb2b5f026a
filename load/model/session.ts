import { between, pick } from '../random.ts';
import { byShare, fromPercentiles, popularity, type Random } from './draw.ts';
import { assumed, measured } from './parameters.ts';

/** What there is to look at and to buy. */
export type World = {
  /** The most popular first. */
  products: readonly { path: string; skus: readonly string[] }[];
  categories: readonly string[];
  /** Words that customers look for, from the catalogue. */
  terms: readonly string[];
  /** Pages of text, such as the terms of delivery. */
  texts: readonly string[];
};

/** A category's products, newest first. */
export const newestPath = (category: string) => `${category}/newest`;

/** Where results for a text are. */
export const searchPath = (term: string) => `/search?q=${encodeURIComponent(term)}`;

/** How a session ends. */
export type Fate = 'buys' | 'leaves_checkout' | 'leaves_cart' | 'looks';

type What =
  | { kind: 'home' | 'category' | 'product' | 'search' | 'text'; path: string; document: boolean }
  | { kind: 'suggest' | 'account'; path: string }
  | { kind: 'add'; sku: string; quantity: number }
  | { kind: 'cart' | 'checkout' | 'pay' };
/** One thing a shopper does, after thinking for so long about what came before. */
export type Step = What & { thinkMs: number };

export type Session = {
  fate: Fate;
  /** Has been here before: the static files are in the browser. */
  returning: boolean;
  /** Buys with an account. */
  signedIn: boolean;
  /** Cards tried one after the other; the last one is good, or the shopper gives up. */
  cards: string[];
  steps: Step[];
};

const { sessions, orders, mix } = measured;

/** Shares of all sessions. Of begun checkouts a known share is left; the other carts are left before. */
const leavesCheckout = (sessions.conversion * mix.checkoutsLeft) / (1 - mix.checkoutsLeft);
export const fates: Readonly<Record<Fate, number>> = {
  buys: sessions.conversion,
  leaves_checkout: leavesCheckout,
  leaves_cart: Math.max(0, assumed.cartsLeft - leavesCheckout),
  looks: 1 - sessions.conversion - Math.max(assumed.cartsLeft, leavesCheckout),
};

const good = ['4242424242424242', '5555555555554444', '378282246310005'];
const refused = ['4000000000000002', '4000000000009995', '4000000000000119'];
/** As many as a person fills a form for; a wholesaler's basket comes by another way. */
const mostLines = 20;

function cardsOf(random: Random): string[] {
  const first = random() < assumed.declined ? [pick(random, refused)] : [];
  return first.length > 0 && random() < assumed.givesUp ? first : [...first, pick(random, good)];
}

/** The pages looked at: a walk over TPC-W's shopping mix, as long as a measured session is. */
function browse(world: World, pages: number, random: Random): What[] {
  const product = () => {
    const at = popularity(orders.skew, random);
    return world.products[Math.floor(at * world.products.length)] ?? pick(random, world.products);
  };
  const steps: What[] = [];
  let at = 'HOME';
  for (let page = 0; page < pages; at = byShare(mix.next[at] ?? { HOME: 1 }, random)) {
    const document = page === 0 || random() < assumed.newDocuments;
    if (random() < sessions.kinds.text)
      steps.push({ kind: 'text', path: pick(random, world.texts), document });
    if (at === 'SREQ') {
      // The search field suggests while one types; it is no page of its own.
      const term = pick(random, world.terms);
      steps.push({ kind: 'suggest', path: `/api/suggest?q=${encodeURIComponent(term.slice(0, 3))}` });
      continue;
    }
    page++;
    if (at === 'HOME') steps.push({ kind: 'home', path: '/', document });
    else if (at === 'PROD') steps.push({ kind: 'product', path: product().path, document });
    else if (at === 'SRES') {
      const path = searchPath(pick(random, world.terms));
      steps.push({ kind: 'search', path, document: true });
    } else {
      const category = pick(random, world.categories);
      const path = at === 'NEWP' ? newestPath(category) : category;
      steps.push({ kind: 'category', path, document });
    }
  }
  return steps;
}

/** Puts `lines` articles into the cart, each after its page was looked at; looks at more when there were too few. */
function fillCart(world: World, steps: What[], lines: number, random: Random): What[] {
  const skusOf = new Map(world.products.map(({ path, skus }) => [path, skus]));
  const filled = [...steps];
  while (filled.filter(({ kind }) => kind === 'product').length < lines) {
    filled.push({ kind: 'product', path: pick(random, world.products).path, document: false });
  }
  const seen = filled.flatMap((step, index) => (step.kind === 'product' ? [index] : []));
  const chosen = new Set<number>();
  while (chosen.size < lines) chosen.add(pick(random, seen));
  return filled.flatMap((step, index): What[] => {
    if (step.kind !== 'product' || !chosen.has(index)) return [step];
    const quantity = Math.max(1, Math.min(99, Math.round(fromPercentiles(orders.quantity, random))));
    return [step, { kind: 'add', sku: pick(random, skusOf.get(step.path) ?? []), quantity }];
  });
}

/** Everything a shopper is going to do, from the random numbers alone. Pure: the same numbers, the same session. */
export function planSession(world: World, random: Random): Session {
  const fate = byShare(fates, random);
  const returning = random() < sessions.returning;
  const signedIn = random() < assumed.withAccount;
  const { buyers, others } = sessions.pages;
  const pages = Math.max(1, Math.round(fromPercentiles(fate === 'buys' ? buyers : others, random)));
  let steps = browse(world, pages, random);
  // Pages of the account are 6.7 of 100; the cart and the checkout are among them.
  if (signedIn && random() < sessions.kinds.account * pages) {
    steps.splice(between(random, 1, steps.length), 0, { kind: 'account', path: '/api/account/orders' });
  }
  if (fate !== 'looks') {
    const lines = Math.max(1, Math.min(mostLines, Math.round(fromPercentiles(orders.lines, random))));
    steps = [...fillCart(world, steps, lines, random), { kind: 'cart' }];
  }
  if (fate === 'buys' || fate === 'leaves_checkout') steps.push({ kind: 'checkout' });
  if (fate === 'buys') steps.push({ kind: 'pay' });
  // One pace a session: who reads slowly, reads slowly to the end.
  const secondsAPage = fromPercentiles(sessions.secondsAPage, random);
  return {
    fate,
    returning,
    signedIn,
    cards: cardsOf(random),
    steps: steps.map((step, index) => ({
      ...step,
      thinkMs: index === 0 ? 0 : thinkMs(step.kind, secondsAPage, random),
    })),
  };
}

/** What is done on a page is done sooner than the next page is asked for. */
function thinkMs(kind: Step['kind'], secondsAPage: number, random: Random): number {
  const part = kind === 'suggest' || kind === 'add' ? 0.3 : 1;
  // TPC-W's think times are negative exponential; here around the session's own pace.
  return Math.min(-Math.log(1 - random()) * secondsAPage * part, 10 * secondsAPage) * 1_000;
}

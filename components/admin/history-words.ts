/** What was done, as people say it. A test looks that no action of the modules is without words. */
const actions: Record<string, string> = {
  'variant.price_set': 'set the price',
  'variant.currency_price_set': 'set the price in another currency',
  'stock.set': 'set the stock',
  'product.prices_imported': 'changed prices by import',
  'product.created': 'made the product',
  'product.changed': 'changed the product',
  'products.changed': 'changed several products',
  'category.products_set': 'set the products',
  'category.rule_set': 'set the rule',
  'category.changed': 'changed the category',
  'category.created': 'made the category',
  'category.moved': 'moved the category',
  'category.deleted': 'deleted the category',
  'cms.added': 'made the text',
  'cms.draft_saved': 'kept a draft',
  'cms.published': 'published',
  'cms.draft_discarded': 'discarded the draft',
  'rule.created': 'made the rule',
  'rule.changed': 'changed the rule',
  'rule.deleted': 'deleted the rule',
  'rule.started': 'started the rule',
  'rule.stopped': 'stopped the rule',
  'review.approved': 'published the review',
  'review.rejected': 'rejected the review',
  'review.answered': 'answered the review',
  'redirect.added': 'added the redirect',
  'redirect.removed': 'removed the redirect',
  'synonyms.set': 'set the groups',
  'translations.set': 'set a translation',
  'image.retried': 'had the picture fetched again',
  'import.started': 'started an import',
  'effect.retry': 'ran the effect again',
  'effect.dismiss': 'set the effect aside',
  'order.start_fulfilment': 'started packing',
  'order.ship': 'sent the order',
  'order.deliver': 'marked the order as delivered',
  'order.cancel': 'cancelled the order',
  'order.refund': 'refunded an amount',
  'order.refund_lines': 'refunded items',
  'order.request_return': 'took a return',
  'order.receive_return': 'received the return',
  'order.add_note': 'added a note',
  'orders.exported': 'downloaded orders',
  'products.exported': 'downloaded all products',
  'prices.exported': 'downloaded prices',
  'setting.changed': 'changed the setting',
  'settings.tax_changed': 'changed the tax rates',
  'settings.shipping_changed': 'changed the shipping rates',
  'settings.waiting_room_changed': 'changed the waiting room',
  'customer.link_sent': 'had a link mailed',
  'customer.sessions_ended': 'signed the customer out everywhere',
  'customer.deleted': 'deleted the account',
  'staff.invited': 'made the account',
  'staff.changed': 'changed the account',
  'staff.link_issued': 'made a link to choose a password',
  'staff.password_set': 'set a new password',
  'staff.signed_in': 'signed in',
  'staff.sessions_ended': 'ended sessions',
  'staff.second_factor_begun': 'began a second factor',
  'staff.second_factor_set': 'set up a second factor',
  'staff.second_factor_ended': 'took the second factor off',
  'staff.second_factor_reset': 'reset the second factor',
  'staff.recovery_codes_renewed': 'made new recovery codes',
};

/** `variant.price_set` as people say it. */
export function actionWords(action: string): string {
  return actions[action] ?? action.replaceAll(/[._]/g, ' ');
}

export const hasWords = (action: string): boolean => Object.hasOwn(actions, action);

/** Fields whose own name is not what a person would call them; the others are their name in words. */
const fields: Record<string, string> = {
  bodyHtml: 'text',
  descriptionHtml: 'description',
  seoTitle: 'title for search engines',
  seoDescription: 'description for search engines',
  handle: 'address',
  productType: 'type',
  onHand: 'on hand',
  policy: 'when sold out',
  compareAt: 'compare-at price',
  grams: 'weight in grams',
  images: 'pictures',
  attributes: 'facts to filter by',
  startsAt: 'starts',
  endsAt: 'ends',
  startedAt: 'started',
  endedAt: 'ended',
  stacking: 'beside other rules',
  display: 'on product pages',
  couponCode: 'coupon code',
  usageLimit: 'uses in all',
  customerLimit: 'uses by customer',
  targets: 'for',
  locale: 'language',
  fromPath: 'from',
  toPath: 'to',
  href: 'leads to',
  restock: 'back into stock',
  onlyOne: 'only one',
  secondFactor: 'second factor',
  legal: 'legal links',
  help: 'links under Help',
  header: 'links in the header',
  by: 'by',
  en: 'English',
  de: 'German',
};

/** Bookkeeping that tells nobody anything. */
const untold = new Set([
  'id',
  'do',
  'version',
  'commandId',
  'refundId',
  'updatedAt',
  'updatedBy',
  'expectedVersion',
]);

const money = /Minor$/;
/** In a product's own history amounts have no suffix. */
const amounts = new Set(['price', 'compareAt', 'cost']);
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const mostLetters = 160;

/** `priceMinor` as people say it. */
export function fieldWords(field: string): string {
  const bare = field.replace(money, '');
  // What is written large or with signs is a name already: a SKU, say.
  if (!/^[a-z][a-zA-Z]*$/.test(bare)) return bare;
  return fields[bare] ?? bare.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

type Place = { field: string; of: Record<string, unknown>; currency: string; numbersAreMoney: boolean };

function numberWords(value: number, { field, of, currency, numbersAreMoney }: Place): string {
  if (field === 'value' && of.kind === 'percentage') return `${value / 100} %`;
  const isMoney = numbersAreMoney || money.test(field) || amounts.has(field) || field === 'value';
  if (!isMoney) return String(value);
  const own = typeof of.currency === 'string' ? of.currency : currency;
  const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: own });
  return format.format(value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const told = (record: Record<string, unknown>) => Object.keys(record).filter((field) => !untold.has(field));

function words(value: unknown, place: Place): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return numberWords(value, place);
  if (Array.isArray(value)) {
    if (value.length > 0 && value.every((one) => typeof one === 'string' && uuid.test(one)))
      return `${value.length} chosen`;
    return value
      .map((one) => words(one, place))
      .filter(Boolean)
      .join(isRecord(value[0]) ? '; ' : ', ');
  }
  if (isRecord(value)) {
    return told(value)
      .map((field) => [fieldWords(field), words(value[field], { ...place, field, of: value })] as const)
      .filter(([, said]) => said !== '')
      .map((pair) => pair.join(' '))
      .join(', ');
  }
  const text = String(value);
  if (instant.test(text)) {
    const at = new Date(text).toLocaleString('en-IE', {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
      hourCycle: 'h23',
    });
    return `${at} UTC`;
  }
  if (place.field === 'locale') return fields[text] ?? text;
  if (!place.field.endsWith('Html')) return text;
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const cut = (text: string) => (text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : text);

export type Difference = { field: string; from: string; to: string };

/**
 * What differs, field by field, in words; the whole values where they have no fields. An empty text is what was not
 * there. `currency` is the shop's own, for amounts that name none.
 */
export function differences(
  { action, before, after }: { action: string; before: unknown; after: unknown },
  currency: string,
): Difference[] {
  const numbersAreMoney = action === 'product.prices_imported';
  const said = (value: unknown, field: string, of: Record<string, unknown>) =>
    cut(words(value, { field, of, currency, numbersAreMoney }));
  if (!isRecord(before) && !isRecord(after)) {
    return before === null && after === null
      ? []
      : [{ field: '', from: said(before, '', {}), to: said(after, '', {}) }];
  }
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...told(was), ...told(is)])]
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .map((field) => ({
      field: field === 'command' ? 'how' : fieldWords(field),
      from: said(was[field], field, was),
      to: said(is[field], field, is),
    }))
    .filter(({ from, to }) => from !== '' || to !== '');
}

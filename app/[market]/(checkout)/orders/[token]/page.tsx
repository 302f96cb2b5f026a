import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Summary } from '#components/checkout/summary.tsx';
import type { Storefront } from '#components/shop/storefront.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Card } from '#components/ui/card.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { getVariantsBySku, type SellableVariant } from '#lib/catalogue/index.ts';
import { messagesFor } from '#lib/i18n/index.ts';
import { pathIn } from '#lib/markets/index.ts';
import { type OrderStatus, type OrderView, orderByToken } from '#lib/orders/index.ts';
import { formatMoney } from '#lib/platform/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { frameOf } from '../../../frame.ts';
import { storefront } from '../../../storefront.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  // The address opens the order: it must not travel on in a referrer.
  return { title: t('order.yourOrder'), robots: { index: false }, referrer: 'no-referrer' };
}

const steps: { title: 'paid' | 'packed' | 'shipped' | 'delivered'; reached: OrderStatus[] }[] = [
  { title: 'paid', reached: ['paid', 'fulfilling', 'shipped', 'delivered', 'returning', 'returned'] },
  { title: 'packed', reached: ['fulfilling', 'shipped', 'delivered', 'returning', 'returned'] },
  { title: 'shipped', reached: ['shipped', 'delivered', 'returning', 'returned'] },
  { title: 'delivered', reached: ['delivered', 'returning', 'returned'] },
];

function Progress({ status, t }: { status: OrderStatus; t: Storefront['t'] }) {
  return (
    <ol className="grid grid-cols-2 gap-4 sm:grid-cols-4" aria-label={t('order.progress')}>
      {steps.map((step) => {
        const done = step.reached.includes(status);
        return (
          <li
            key={step.title}
            className={`border-t-2 pt-3 text-sm ${done ? 'border-good font-medium' : 'border-line text-muted'}`}
          >
            {t(`order.${step.title}`)}
            <span className="sr-only">{t(done ? 'order.done' : 'order.notYet')}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Refund({ order, storefront: { t, market } }: { order: OrderView; storefront: Storefront }) {
  const amount = formatMoney(order.refundedMinor, order.currency, market.languageTag);
  const failed = order.refundFailed ? t('order.refundFailed') : '';
  const back = [order.refundedMinor > 0 ? t('order.refunded', { amount }) : '', failed]
    .filter(Boolean)
    .join('. ');
  if (order.status !== 'cancelled') return back ? <Alert tone="info" title={back} /> : null;
  return (
    <Alert tone="error" title={t('order.cancelled')}>
      <p>
        {order.cancelReason === 'out_of_stock' ? `${t('order.cancelledOutOfStock')} ` : ''}
        {back || t('order.refunding')}
      </p>
    </Alert>
  );
}

/** Once it is on its way: a link to each product's page that knows the order, as the mail about reviews has it. */
function ReviewLinks({
  order,
  known,
  token,
  storefront: { t, market },
}: {
  order: OrderView;
  known: ReadonlyMap<string, SellableVariant>;
  token: string;
  storefront: Storefront;
}) {
  if (order.status !== 'shipped' && order.status !== 'delivered') return null;
  const handles = new Set([...known.values()].filter(({ active }) => active).map(({ handle }) => handle));
  if (handles.size === 0) return null;
  const titleOf = (handle: string) =>
    order.lines.find(({ sku }) => known.get(sku)?.handle === handle)?.title ?? handle;
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews" className="display text-section">
        {t('order.reviewTitle')}
      </h2>
      <p className="mt-2 text-muted">{t('order.reviewText')}</p>
      <ul className="mt-4 flex flex-wrap gap-3">
        {[...handles].map((handle) => (
          <li key={handle}>
            <a
              href={`${pathIn(market, `/p/${encodeURIComponent(handle)}`)}#review=${token}`}
              className="pill"
            >
              {t('order.reviewNamed', { title: titleOf(handle) })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default async function OrderPage({
  params,
  searchParams,
}: {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { token } = await params;
  const order = await orderByToken(token);
  if (!order) notFound();
  const here = await storefront();
  const { market, t } = here;
  const placed = (await searchParams).placed !== undefined && order.status !== 'cancelled';
  const { shippingAddress: to } = order;
  const known = await getVariantsBySku(order.lines.map(({ sku }) => sku));
  const pictures = Object.fromEntries(
    [...known].flatMap(([sku, { image }]) => (image ? [[sku, image]] : [])),
  );
  const { contact } = frameOf(await getSettings(), market.locale);
  const country = new Intl.DisplayNames(market.languageTag, { type: 'region' }).of(to.country);
  const town = [to.postcode, to.city, to.region].filter(Boolean).join(' ');
  const date = order.placedAt.toLocaleDateString(market.languageTag, { dateStyle: 'long', timeZone: 'UTC' });
  return (
    <div className="grid gap-10">
      <div>
        {placed ? (
          <p className="mb-4 flex items-center gap-2.5 font-medium text-good">
            <Icon name="done" className="size-6" /> {t('order.thanks', { name: order.name })}
          </p>
        ) : null}
        <h1 className="display text-title">{t('order.title', { number: String(order.number) })}</h1>
        <p className="mt-3 text-lg text-muted">
          {placed ? `${t('order.confirmation', { email: order.email })} ` : ''}
          <time dateTime={order.placedAt.toISOString()}>{t('order.placedOn', { date })}</time>
        </p>
      </div>
      <Refund order={order} storefront={here} />
      {order.status === 'cancelled' ? null : <Progress status={order.status} t={t} />}
      <div className="grid items-start gap-8 lg:grid-cols-[1.4fr_1fr]">
        <Card>
          <h2 className="display mb-2 text-section">{t('order.ordered')}</h2>
          <MoreWords messages={messagesFor(market.locale, ['checkout'])}>
            <Summary quote={{ ...order, pictures }} shippingTitle={order.shippingMethod.title} />
          </MoreWords>
        </Card>
        <Card>
          <h2 className="display mb-4 text-section">{t('order.destination')}</h2>
          <address className="not-italic leading-relaxed">
            {[to.name, to.line1, to.line2, town, country].filter(Boolean).map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </address>
          <p className="mt-4 text-muted text-sm">
            {order.shippingMethod.title}
            {order.shippingMethod.promise ? `, ${order.shippingMethod.promise}` : ''}
          </p>
          {order.tracking ? (
            <p className="mt-2 font-medium">{t('order.tracking', { number: order.tracking })}</p>
          ) : null}
        </Card>
      </div>
      {contact.email ? (
        <p className="text-muted">
          {t.rich('order.questions', {
            email: contact.email,
            number: String(order.number),
            mail: (words) => (
              <a href={`mailto:${contact.email}`} className="text-ink underlined-always">
                {words}
              </a>
            ),
          })}
        </p>
      ) : null}
      <ReviewLinks order={order} known={known} token={token} storefront={here} />
    </div>
  );
}

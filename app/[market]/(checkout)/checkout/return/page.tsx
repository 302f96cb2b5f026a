import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ReturnView } from '#components/checkout/return-view.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { storefront } from '../../../storefront.ts';

export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefront();
  return { title: t('checkout.yourPayment'), robots: { index: false } };
}

const querySchema = z.object({
  checkout: z.uuid(),
  redirectResult: z.string().max(4_000).optional(),
});

export default async function ReturnPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const query = querySchema.safeParse(await searchParams);
  if (!query.success) notFound();
  const { market, t } = await storefront();
  return (
    <>
      <h1 className="display mb-8 text-title">{t('checkout.yourPayment')}</h1>
      <MoreWords messages={messagesFor(market.locale, ['checkout'])}>
        <ReturnView checkoutId={query.data.checkout} redirectResult={query.data.redirectResult ?? null} />
      </MoreWords>
    </>
  );
}

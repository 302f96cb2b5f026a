import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ReturnView } from '#components/checkout/return-view.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Your payment', robots: { index: false } };

type Query = Promise<Record<string, string | string[] | undefined>>;

export default async function ReturnPage({ searchParams }: { searchParams: Query }) {
  const { checkout, redirectResult } = await searchParams;
  const id = z.uuid().safeParse(checkout);
  if (!id.success) notFound();
  return (
    <>
      <h1 className="display mb-8 text-title">Your payment</h1>
      <ReturnView
        checkoutId={id.data}
        redirectResult={typeof redirectResult === 'string' ? redirectResult : null}
      />
    </>
  );
}

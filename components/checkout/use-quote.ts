'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Quote } from '#lib/checkout/index.ts';
import { useMarket } from '../ui/market.tsx';
import { ask, type Refused } from './browser-checkout.ts';
import type { Address } from './draft.ts';

/** Why there is no quote; `refused` is null when the shop did not answer. */
export class QuoteRefused extends Error {
  readonly refused: Refused | null;
  constructor(refused: Refused | null) {
    super(refused?.title ?? 'unreachable');
    this.refused = refused;
  }
}

type Place = Pick<Address, 'country' | 'region' | 'postcode'>;

/** What the cart costs, delivered there. The one before stays until the next is here: `isPlaceholderData`. */
export function useQuote(
  { country, region, postcode }: Place,
  shippingMethodId: string | null,
  ready: boolean,
) {
  const { code: market } = useMarket();
  return useQuery({
    queryKey: ['quote', market, country, region, postcode, shippingMethodId],
    enabled: ready,
    queryFn: async (): Promise<Quote> => {
      const reply = await ask<Quote>('POST', '/api/checkout/quote', {
        market,
        country,
        region,
        postcode,
        ...(shippingMethodId ? { shippingMethodId } : {}),
      });
      if (reply.kind === 'ok') return reply.value;
      throw new QuoteRefused(reply.kind === 'refused' ? reply : null);
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: (failures, error) => failures < 2 && error instanceof QuoteRefused && error.refused === null,
  });
}

'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Account, CustomerAddress } from '#lib/customers/index.ts';
import type { CustomerOrder } from '#lib/orders/index.ts';
import { callShop } from '../shop/call-shop.ts';
import { type ShopError, useWords } from '../shop/shop-error.ts';
import { keepSignedIn, wasSignedIn } from './guest-wishlist.ts';

export type AccountData = Account | { customer: null; addresses: CustomerAddress[]; wishlist: string[] };

const accountKey = ['account'];

/**
 * Who is signed in, with addresses and wishlist; `customer` is null for a guest. `ifKnown` asks only in a browser where
 * somebody was signed in: for pages that most guests read.
 */
export function useAccount({ ifKnown = false } = {}) {
  const words = useWords();
  const [asks, setAsks] = useState(!ifKnown);
  useEffect(() => {
    if (ifKnown) setAsks(wasSignedIn());
  }, [ifKnown]);
  return useQuery({
    queryKey: accountKey,
    queryFn: async () => {
      const account = await callShop<AccountData>('/api/account', { words });
      keepSignedIn(account.customer !== null);
      return account;
    },
    enabled: asks,
    staleTime: 60_000,
  });
}

export type OrdersAnswer = {
  confirmed: boolean;
  orders: (Omit<CustomerOrder, 'placedAt'> & { placedAt: string })[];
};

export function useOrders() {
  const words = useWords();
  return useQuery({
    queryKey: ['account', 'orders'],
    queryFn: () => callShop<OrdersAnswer>('/api/account/orders', { words }),
  });
}

/** One change of the account; everything about it is fetched again after. */
export function useAccountChange<Input, Output = unknown>(
  method: string,
  path: string | ((input: Input) => string),
) {
  const client = useQueryClient();
  const words = useWords();
  return useMutation<Output, ShopError, Input>({
    mutationFn: (body) =>
      callShop<Output>(typeof path === 'string' ? path : path(body), {
        method,
        body: body === undefined ? undefined : body,
        words,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountKey }),
  });
}

'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';

type Drawers = { cartOpen: boolean; setCartOpen: (open: boolean) => void };
const DrawersContext = createContext<Drawers>({ cartOpen: false, setCartOpen: () => {} });

/** Whether the cart's drawer is open, for whoever wants to open it. */
export function useCartDrawer(): Drawers {
  return use(DrawersContext);
}

/** What every page of the shop needs around it: the cache of personal data and the cart's drawer. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 15_000, retry: 1, networkMode: 'always' },
          mutations: { retry: 0, networkMode: 'always' },
        },
      }),
  );
  const [cartOpen, setCartOpen] = useState(false);
  const drawers = useMemo(() => ({ cartOpen, setCartOpen }), [cartOpen]);
  return (
    <QueryClientProvider client={client}>
      <DrawersContext value={drawers}>{children}</DrawersContext>
    </QueryClientProvider>
  );
}

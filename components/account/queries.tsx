'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';

const make = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: 1, networkMode: 'always' },
      mutations: { retry: 0, networkMode: 'always' },
    },
  });
let shared: QueryClient | undefined;

/** One in the browser, whatever shows it; one for each render on the server. */
function client(): QueryClient {
  if (typeof window === 'undefined') return make();
  shared ??= make();
  return shared;
}

/** What account and checkout need around them: the cache of personal data. Pages of the catalogue do without. */
export function Queries({ children }: { children: ReactNode }) {
  const [queries] = useState(client);
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}

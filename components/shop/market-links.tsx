'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { Market } from '#lib/markets/index.ts';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';

type Choice = Pick<Market, 'code' | 'pathPrefix' | 'locale' | 'languageTag' | 'currency'>;

/**
 * The markets, as plain links to this very page in each. A cached page does not know its own address in the browser
 * (default market's pages are rewritten), so until the script runs they lead to each market's home.
 */
export function MarketLinks({ markets }: { markets: readonly Choice[] }) {
  const t = useTranslations('shell');
  const here = useMarket();
  const pathname = usePathname();
  const [path, setPath] = useState('/');

  // biome-ignore lint/correctness/useExhaustiveDependencies: again on every navigation
  useEffect(() => {
    const { pathname: whole, search } = window.location;
    const inside =
      here.pathPrefix && whole.startsWith(here.pathPrefix) ? whole.slice(here.pathPrefix.length) : whole;
    setPath(`${inside || '/'}${search}`);
  }, [pathname, here.pathPrefix]);

  return (
    <nav aria-label={t('market')}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {markets.map((market) => (
          <li key={market.code}>
            <a
              href={hrefIn(market, path)}
              lang={market.languageTag}
              hrefLang={market.languageTag}
              aria-current={market.code === here.code ? 'true' : undefined}
              className="inline-block py-2 text-sm opacity-80 hover:underline hover:opacity-100 aria-[current]:font-semibold aria-[current]:opacity-100"
            >
              {t('marketName', { code: market.code })} · {t('marketLanguage', { locale: market.locale })} ·{' '}
              {market.currency}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

import type { Market } from '#lib/markets/index.ts';
import type { Storefront } from './storefront.ts';

/**
 * The markets. A cached page does not know its own address in the browser (default market's pages are rewritten), so these
 * lead to each market's home; `SoftLinks` turns them to this very page when somebody is about to follow one.
 */
export function MarketLinks({
  storefront: { market: here, t },
  markets,
}: {
  storefront: Storefront;
  markets: readonly Market[];
}) {
  return (
    <nav aria-label={t('shell.market')}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {markets.map((market) => (
          <li key={market.code}>
            <a
              href={market.pathPrefix || '/'}
              data-market={market.pathPrefix}
              lang={market.languageTag}
              hrefLang={market.languageTag}
              aria-current={market.code === here.code ? 'true' : undefined}
              className="inline-block py-2 text-sm opacity-80 hover:underline hover:opacity-100 aria-[current]:font-semibold aria-[current]:opacity-100"
            >
              {t('shell.marketName', { code: market.code })} ·{' '}
              {t('shell.marketLanguage', { locale: market.locale })} · {market.currency}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

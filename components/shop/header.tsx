import type { CategoryNode } from '#lib/catalogue/index.ts';
import { Icon } from '../ui/icon.tsx';
import { MarketLink } from '../ui/market.tsx';
import { CartButton } from './cart-button.tsx';
import { allCategories } from './footer.tsx';
import { Logo } from './logo.tsx';
import { MenuDrawer } from './menu-drawer.tsx';
import { menuRoom } from './menu-room.ts';
import { MenuRow } from './menu-row.tsx';
import { SearchForm } from './search-form.tsx';
import { type Frame, linkTo, type Storefront } from './storefront.ts';

/** What a menu has room for. The others below a category are on its own page. */
const mostCategories = 24;
const mostBelow = 10;

export function Header({
  storefront,
  frame,
  navigation,
}: {
  storefront: Storefront;
  frame: Frame;
  navigation: CategoryNode[];
}) {
  const { t } = storefront;
  const first = navigation.slice(0, mostCategories);
  const row = [...first.map(linkTo), ...frame.header];
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-paper print:hidden">
      <div className="wrap flex min-h-16 items-center gap-1 sm:gap-6 md:min-h-18">
        <MenuDrawer
          categories={first.map(({ children, ...category }) => ({
            ...linkTo(category),
            below: children.slice(0, mostBelow).map(linkTo),
          }))}
          links={frame.header}
        />
        {/* Without scripts the drawer does not open: the footer has the categories too. */}
        <a
          href={`#${allCategories}`}
          aria-label={t('shell.menu')}
          className="-ml-2.5 hidden size-11 place-items-center rounded-full hover:bg-shell noscript:max-lg:grid"
        >
          <Icon name="menu" className="size-5.5" />
        </a>
        <MarketLink href="/" className="mr-auto inline-flex min-h-11 min-w-0 items-center lg:mr-4">
          <Logo name={frame.name} />
        </MarketLink>
        <MenuRow
          links={row}
          {...menuRoom(
            row.map(({ title }) => title),
            frame.name,
            t('shell.more'),
          )}
        />
        <SearchForm className="hidden w-64 md:block xl:w-80" />
        <div className="flex">
          <MarketLink
            href="/search"
            aria-label={t('shell.searchTheShop')}
            className="grid size-11 place-items-center rounded-full hover:bg-shell md:hidden"
          >
            <Icon name="search" className="size-[1.375rem]" strokeWidth={1.6} />
          </MarketLink>
          <MarketLink
            href="/account"
            aria-label={t('shell.account')}
            className="grid size-11 place-items-center rounded-full hover:bg-shell"
          >
            <Icon name="person" className="size-[1.375rem]" strokeWidth={1.6} />
          </MarketLink>
          <CartButton />
        </div>
      </div>
    </header>
  );
}

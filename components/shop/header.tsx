import type { CategoryNode } from '#lib/catalogue/index.ts';
import { Icon } from '../ui/icon.tsx';
import { MarketLink } from '../ui/market.tsx';
import { CartButton } from './cart-button.tsx';
import { FrameLink } from './frame-link.tsx';
import { Logo } from './logo.tsx';
import { MenuDrawer } from './menu-drawer.tsx';
import { menuRoom } from './menu-room.ts';
import { SearchForm } from './search-form.tsx';
import type { Frame, FrameLink as Link, Storefront } from './storefront.ts';

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
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-paper print:hidden">
      <div className="wrap flex min-h-16 items-center gap-1 sm:gap-6 md:min-h-18">
        <MenuDrawer>
          <SearchForm className="py-5" />
          <MenuLinks storefront={storefront} frame={frame} navigation={first} />
        </MenuDrawer>
        <MarketLink href="/" className="mr-auto inline-flex min-h-11 min-w-0 items-center lg:mr-4">
          <Logo name={frame.name} />
        </MarketLink>
        <MenuRow
          storefront={storefront}
          shop={frame.name}
          links={[...first.map(({ handle, title }) => ({ href: `/c/${handle}`, title })), ...frame.header]}
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

/** One row, whatever a shop has: what has no room in it is behind a button, by the browser's own popover. */
function MenuRow({
  storefront: { t },
  shop,
  links,
}: {
  storefront: Storefront;
  shop: string;
  links: Link[];
}) {
  const { lg, xl } = menuRoom(
    links.map(({ title }) => title),
    shop,
    t('shell.more'),
  );
  const look = 'underlined block py-3 font-medium text-[0.9375rem]';
  return (
    <nav aria-label={t('shell.categories')} className="hidden min-w-0 flex-1 lg:block">
      <ul className="flex gap-x-7 whitespace-nowrap">
        {links.slice(0, xl).map((link, n) => (
          <li key={`${link.href} ${link.title}`} className={n < lg ? undefined : 'hidden xl:block'}>
            <FrameLink link={link} className={look} />
          </li>
        ))}
        {lg < links.length ? (
          <li className={xl < links.length ? undefined : 'xl:hidden'}>
            <button
              type="button"
              popoverTarget="more"
              className="menu-more inline-flex items-center gap-1 py-3 font-medium text-[0.9375rem]"
            >
              {t('shell.more')}
              <Icon name="down" className="size-4" />
            </button>
            <ul id="more" popover="auto" className="menu-rest">
              {links.slice(lg).map((link, n) => (
                <li key={`${link.href} ${link.title}`} className={lg + n < xl ? 'xl:hidden' : undefined}>
                  <FrameLink
                    link={link}
                    className="block rounded-card px-3 py-2.5 hover:bg-shell [overflow-wrap:anywhere]"
                  />
                </li>
              ))}
            </ul>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

function MenuLinks({
  storefront: { t },
  frame,
  navigation,
}: {
  storefront: Storefront;
  frame: Frame;
  navigation: CategoryNode[];
}) {
  return (
    <nav aria-label={t('shell.categories')} className="pb-8">
      <ul className="grid gap-6">
        {navigation.map((category) => (
          <li key={category.id}>
            <MarketLink href={`/c/${category.handle}`} className="display inline-block py-1 text-2xl">
              {category.title}
            </MarketLink>
            {category.children.length > 0 ? (
              <ul className="mt-1 grid">
                {category.children.slice(0, mostBelow).map((child) => (
                  <li key={child.id}>
                    <MarketLink href={`/c/${child.handle}`} className="block py-2 text-muted hover:text-ink">
                      {child.title}
                    </MarketLink>
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
        {frame.header.map((link) => (
          <li key={`${link.href} ${link.title}`}>
            <FrameLink link={link} className="display inline-block py-1 text-2xl" />
          </li>
        ))}
      </ul>
    </nav>
  );
}

import type { CategoryNode, CmsBlock } from '#lib/catalogue/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { MarketLink } from '../ui/market.tsx';
import { Prose } from '../ui/prose.tsx';
import { Logo } from './logo.tsx';
import { MarketLinks } from './market-links.tsx';
import type { Storefront } from './storefront.ts';

function Links({ title, links }: { title: string; links: { href: string; title: string }[] }) {
  return (
    <nav aria-label={title}>
      <p className="eyebrow mb-3 text-on-hull/70">{title}</p>
      <ul>
        {links.map((link) => (
          <li key={link.href}>
            <MarketLink href={link.href} className="block py-1.5 hover:underline">
              {link.title}
            </MarketLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function Footer({
  storefront: { t },
  markets,
  shopName,
  navigation,
  about,
}: {
  storefront: Storefront;
  markets: readonly Market[];
  shopName: string;
  navigation: CategoryNode[];
  about: CmsBlock | null;
}) {
  const choices = markets.map(({ code, pathPrefix, locale, languageTag, currency }) => ({
    code,
    pathPrefix,
    locale,
    languageTag,
    currency,
  }));
  return (
    <footer className="mt-24 bg-hull text-on-hull print:hidden">
      <div className="waves" aria-hidden="true" />
      <div className="wrap grid gap-12 pt-14 pb-10 md:grid-cols-[2fr_1fr_1fr]">
        <div className="grid max-w-md content-start gap-5">
          <Logo name={shopName} onInk />
          {about ? <Prose html={about.bodyHtml} className="text-on-hull/80 text-sm" /> : null}
        </div>
        <Links
          title={t('shell.shop')}
          links={navigation.map(({ handle, title }) => ({ href: `/c/${handle}`, title }))}
        />
        <Links
          title={t('shell.help')}
          links={[
            { href: '/pages/shipping-info', title: t('shell.delivery') },
            { href: '/pages/returns', title: t('shell.returns') },
            { href: '/pages/footer-about', title: t('shell.about') },
          ]}
        />
      </div>
      <div className="wrap border-on-hull/15 border-t py-6">
        <MarketLinks markets={choices} />
      </div>
    </footer>
  );
}

import type { CategoryNode, CmsBlock } from '#lib/catalogue/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { Prose } from '../ui/prose.tsx';
import { LegalLinks, TitledLinks } from './frame-link.tsx';
import { Logo } from './logo.tsx';
import { MarketLinks } from './market-links.tsx';
import { type Frame, linkTo, type Storefront } from './storefront.ts';

/** Who runs the shop and how to reach them, as far as it is said. */
function Contact({ company, email, phone, address }: Frame['contact']) {
  if (![company, email, phone, address].some(Boolean)) return null;
  return (
    <address className="text-on-hull/80 text-sm not-italic [overflow-wrap:anywhere]">
      {[company, address].filter(Boolean).map((text) => (
        <span key={text} className="block whitespace-pre-line">
          {text}
        </span>
      ))}
      {email ? (
        <a href={`mailto:${email}`} className="block py-1 hover:underline">
          {email}
        </a>
      ) : null}
      {phone ? (
        <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} className="block py-1 hover:underline">
          {phone}
        </a>
      ) : null}
    </address>
  );
}

const mostCategories = 12;
/** Where they are on a page. */
export const allCategories = 'all-categories';

export function Footer({
  storefront,
  markets,
  frame,
  navigation,
  about,
}: {
  storefront: Storefront;
  markets: readonly Market[];
  frame: Frame;
  navigation: CategoryNode[];
  about: CmsBlock | null;
}) {
  const { t } = storefront;
  return (
    <footer className="mt-24 bg-hull text-on-hull print:hidden">
      <div className="waves" aria-hidden="true" />
      <div className="wrap grid gap-12 pt-14 pb-10 md:grid-cols-[2fr_1fr_1fr]">
        <div className="grid max-w-md content-start gap-5">
          <Logo name={frame.name} onInk />
          {about ? <Prose html={about.bodyHtml} className="text-on-hull/80 text-sm" /> : null}
          <Contact {...frame.contact} />
        </div>
        <div id={allCategories}>
          <TitledLinks title={t('shell.shop')} links={navigation.slice(0, mostCategories).map(linkTo)} />
        </div>
        {frame.help.length > 0 ? <TitledLinks title={t('shell.help')} links={frame.help} /> : null}
      </div>
      <div className="wrap border-on-hull/15 border-t py-6">
        <MarketLinks storefront={storefront} markets={markets} />
        <LegalLinks links={frame.legal} label={t('shell.legal')} className="mt-2" />
      </div>
    </footer>
  );
}

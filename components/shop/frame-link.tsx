'use client';

import { MarketLink } from '../ui/market.tsx';
import type { FrameLink as Link } from './storefront.ts';

/** A link the owner put into header or footer: inside the market when it is a page of the shop. */
export function FrameLink({ link, className }: { link: Link; className?: string }) {
  return link.href.startsWith('/') ? (
    <MarketLink href={link.href} className={className}>
      {link.title}
    </MarketLink>
  ) : (
    <a href={link.href} className={className}>
      {link.title}
    </a>
  );
}

/** Items of a list. */
export function LinkItems({ links, className }: { links: readonly Link[]; className: string }) {
  return links.map((link) => (
    <li key={`${link.href} ${link.title}`}>
      <FrameLink link={link} className={className} />
    </li>
  ));
}

/** A column of the footer. */
export function TitledLinks({ title, links }: { title: string; links: readonly Link[] }) {
  return (
    <nav aria-label={title}>
      <p className="eyebrow mb-3 text-on-hull/70">{title}</p>
      <ul>
        <LinkItems links={links} className="block py-1.5 hover:underline" />
      </ul>
    </nav>
  );
}

/** Imprint, terms, privacy: at the foot of every page. */
export function LegalLinks({
  links,
  label,
  className = '',
}: {
  links: Link[];
  label: string;
  className?: string;
}) {
  if (links.length === 0) return null;
  return (
    <nav aria-label={label}>
      <ul className={`flex flex-wrap gap-x-6 gap-y-1 text-sm ${className}`}>
        <LinkItems links={links} className="inline-block py-2 hover:underline" />
      </ul>
    </nav>
  );
}

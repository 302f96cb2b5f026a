import type { ReactNode } from 'react';
import type { Frame, Storefront } from './storefront.ts';

/** What is made by scripts alone; where there are none, how to reach the shop stands in its place. */
export function NeedsScript({
  storefront: { t },
  contact: { email, phone },
  children,
}: {
  storefront: Storefront;
  contact: Frame['contact'];
  children: ReactNode;
}) {
  const links = [
    { text: email, href: `mailto:${email}` },
    { text: phone, href: `tel:${phone.replaceAll(/[^+\d]/g, '')}` },
  ].filter(({ text }) => text !== '');
  return (
    <>
      <noscript>
        <style>{'.needs-script { display: none }'}</style>
        <p className="max-w-prose text-lg">{t('noScript.off')}</p>
        {links.length > 0 ? (
          <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2 text-lg">
            {t('noScript.reach')}
            {links.map(({ text, href }) => (
              <a key={href} href={href} className="underlined-always">
                {text}
              </a>
            ))}
          </p>
        ) : null}
      </noscript>
      <div className="needs-script">{children}</div>
    </>
  );
}

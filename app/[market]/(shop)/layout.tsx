import type { ReactNode } from 'react';
import { ShopShell } from '#components/shop/shell.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getCmsBlock, listCategories } from '#lib/catalogue/index.ts';
import { markets } from '#lib/markets/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { frameOf } from '../frame.ts';
import { storefront, viewOf } from '../storefront.ts';

export default async function ShopLayout({ children }: { children: ReactNode }) {
  const here = await storefront();
  const [navigation, about, settings] = await Promise.all([
    listCategories(viewOf(here.market)),
    getCmsBlock('footer-about', viewOf(here.market)),
    getSettings(),
  ]);
  await dependsOn(tags.navigation(), tags.cms('footer-about'), tags.settings());
  return (
    <ShopShell
      storefront={here}
      markets={markets}
      frame={frameOf(settings, here.market.locale)}
      navigation={navigation}
      about={about}
    >
      {children}
    </ShopShell>
  );
}

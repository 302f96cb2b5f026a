import type { ReactNode } from 'react';
import { ShopShell } from '#components/shop/shell.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getCmsBlock, listCategories } from '#lib/catalogue/index.ts';
import { markets } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { storefront, viewOf } from '../storefront.ts';

export default async function ShopLayout({ children }: { children: ReactNode }) {
  const here = await storefront();
  const [navigation, about] = await Promise.all([
    listCategories(viewOf(here.market)),
    getCmsBlock('footer-about', viewOf(here.market)),
  ]);
  await dependsOn(tags.navigation(), tags.cms('footer-about'));
  return (
    <ShopShell
      storefront={here}
      markets={markets}
      shopName={env.SHOP_NAME}
      navigation={navigation}
      about={about}
    >
      {children}
    </ShopShell>
  );
}

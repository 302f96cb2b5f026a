import { ImageResponse } from 'next/og';
import sharp from 'sharp';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getProduct } from '#lib/catalogue/index.ts';
import { markets } from '#lib/markets/index.ts';
import { jpegOf } from '#lib/media/index.ts';
import { env, problem } from '#lib/platform/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { pathText } from '../../../[market]/(shop)/path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

const size = { width: 1200, height: 630 };

export function generateStaticParams(): { market: string; file: string }[] {
  return [];
}

/** The picture as a PNG for the drawing; null for one that is not the shop's own, or cannot be had in time. */
async function pictureOf(src: string): Promise<string | null> {
  const address = new URL(jpegOf(src) ?? src, env.SHOP_URL);
  if (address.origin !== new URL(env.SHOP_URL).origin) return null;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(3_000), redirect: 'error' });
    const png = await sharp(await answer.arrayBuffer(), { limitInputPixels: 50_000_000 })
      .resize(630, 630, { fit: 'cover' })
      .png()
      .toBuffer();
    return `data:image/png;base64,${png.toString('base64')}`;
  } catch {
    return null;
  }
}

/** The picture a link to a product shows elsewhere, without a price: others keep it longer than we could purge it. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ market: string; file: string }> },
) {
  const { market: code, file } = await params;
  const market = markets.find((one) => one.code === code);
  const product =
    market && file.endsWith('.png')
      ? await getProduct(pathText(file.slice(0, -4)), {
          locale: market.locale,
          currency: market.currency,
        })
      : null;
  const { name } = await getSettings();
  await dependsOn(product ? tags.product(product.id) : tags.search(), tags.settings());
  if (!product) return problem(404, 'no_such_picture', 'There is no such picture');
  const picture = product.images[0] ? await pictureOf(product.images[0].src) : null;
  return new ImageResponse(
    <div style={{ display: 'flex', width: '100%', height: '100%', background: '#f8f4eb', color: '#12233a' }}>
      {/* biome-ignore lint/performance/noImgElement: drawn into a picture, not into a page */}
      {picture ? <img src={picture} alt="" width={630} height={630} /> : null}
      <div
        style={{
          display: 'flex',
          flexDirection: 'column',
          flex: 1,
          padding: 56,
          justifyContent: 'space-between',
        }}
      >
        <div style={{ display: 'flex', fontSize: 34, color: '#c2410c' }}>{name}</div>
        <div style={{ display: 'flex', flexDirection: 'column' }}>
          <div style={{ display: 'flex', fontSize: 26, color: '#535d6b', marginBottom: 14 }}>
            {product.vendor}
          </div>
          <div style={{ display: 'flex', fontSize: 60, lineHeight: 1.08 }}>{product.title.slice(0, 70)}</div>
        </div>
        <div style={{ display: 'flex', width: 96, height: 6, background: '#d6b98f' }} />
      </div>
    </div>,
    size,
  );
}

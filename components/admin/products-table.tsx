import Link from 'next/link';
import { Badge, cellClass, Empty, headCellClass, linkClass } from './parts.tsx';

export type ProductRow = {
  id: string;
  title: string;
  status: string;
  image: string | null;
  variants: number;
  price: string;
  onHand: number;
  /** Variants without a unit. */
  soldOut: number;
};

function Stock({ product }: { product: ProductRow }) {
  if (product.soldOut === 0) return null;
  const all = product.soldOut === product.variants;
  return (
    <Badge tone={all ? 'bad' : 'warn'}>
      {all ? 'sold out' : `${product.soldOut} of ${product.variants} sold out`}
    </Badge>
  );
}

export function ProductsTable({ products, empty }: { products: ProductRow[]; empty: string }) {
  if (products.length === 0) return <Empty>{empty}</Empty>;
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-(--a-line)">
          <th className={headCellClass}>Product</th>
          <th className={`${headCellClass} hidden md:table-cell`}>Variants</th>
          <th className={`${headCellClass} text-right whitespace-nowrap`}>On hand</th>
          <th className={`${headCellClass} hidden text-right md:table-cell`}>Price</th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <tr key={product.id} className="border-b border-(--a-line) last:border-b-0 hover:bg-(--a-sunken)">
            <td className={cellClass}>
              <div className="flex items-start gap-3">
                {product.image ? (
                  // biome-ignore lint/performance/noImgElement: a thumbnail of any host; the optimiser adds nothing here
                  <img
                    src={product.image}
                    alt=""
                    width={36}
                    height={36}
                    loading="lazy"
                    className="size-9 shrink-0 rounded bg-(--a-sunken) object-cover"
                  />
                ) : (
                  <span aria-hidden className="size-9 shrink-0 rounded bg-(--a-sunken)" />
                )}
                <div className="min-w-0">
                  <Link
                    href={`/admin/products/${product.id}`}
                    prefetch={false}
                    className={`${linkClass} font-medium break-words`}
                  >
                    {product.title}
                  </Link>
                  <span className="block text-xs text-(--a-muted) md:hidden">{product.price}</span>
                  <span className="flex flex-wrap gap-1 empty:hidden">
                    {product.status === 'active' ? null : <Badge tone="quiet">{product.status}</Badge>}
                    <Stock product={product} />
                  </span>
                </div>
              </div>
            </td>
            <td className={`${cellClass} hidden tabular-nums md:table-cell`}>{product.variants}</td>
            <td className={`${cellClass} text-right tabular-nums`}>{product.onHand}</td>
            <td className={`${cellClass} hidden text-right whitespace-nowrap tabular-nums md:table-cell`}>
              {product.price}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

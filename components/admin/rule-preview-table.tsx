import type { RulePreview } from '#lib/promotions/index.ts';
import { formatPrice } from '../ui/format-price.ts';
import { cellClass, Empty, headCellClass } from './parts.tsx';

const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en-IE')} ${noun}${count === 1 ? '' : 's'}`;

/** Prices before and after a change, those that change first. */
export function RulePreviewTable({ preview, currency }: { preview: RulePreview; currency: string }) {
  const { products, variants, changed, rows } = preview;
  if (rows.length === 0) return <Empty>It is for no product.</Empty>;
  return (
    <>
      <p className="px-4 pb-3 text-(--a-muted)" role="status">
        {counted(products, 'product')}, {counted(variants, 'variant')};{' '}
        <strong className="text-(--a-ink)">
          {changed.toLocaleString('en-IE')} change{changed === 1 ? 's its' : ' their'} price
        </strong>
        {rows.length < variants ? `. The first ${rows.length} are shown.` : '.'}
      </p>
      <div className="max-h-96 overflow-auto border-t border-(--a-line)">
        <table className="w-full">
          <thead>
            <tr>
              <th className={headCellClass}>Product</th>
              <th className={`${headCellClass} text-right`}>Before</th>
              <th className={`${headCellClass} text-right`}>After</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ sku, title, variantTitle, beforeMinor, afterMinor }) => (
              <tr key={sku} className="border-t border-(--a-line)">
                <td className={cellClass}>
                  <span className="block break-words">
                    {title}
                    {variantTitle ? `, ${variantTitle}` : ''}
                  </span>
                  <span className="text-xs break-all text-(--a-muted)">{sku}</span>
                </td>
                <td className={`${cellClass} text-right tabular-nums`}>
                  {formatPrice(beforeMinor, currency)}
                </td>
                <td
                  className={`${cellClass} text-right tabular-nums ${afterMinor === beforeMinor ? 'text-(--a-muted)' : 'font-semibold'}`}
                >
                  {formatPrice(afterMinor, currency)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

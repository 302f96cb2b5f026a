import Link from 'next/link';
import { Badge, linkClass, Panel } from './parts.tsx';

export type Need = { count: number; tone: 'bad' | 'warn'; title: string; detail: string; href: string };
export type LowStockRow = { href: string; title: string; variant: string; sku: string; onHand: number };

/** What needs a person, in large type with one link each; a single calm line when nothing does. */
export function Attention({ needs }: { needs: Need[] }) {
  return (
    <section aria-labelledby="needs">
      <h2 id="needs" className="sr-only">
        What needs somebody
      </h2>
      {needs.length === 0 ? (
        <p className="rounded-lg bg-(--a-good-soft) px-4 py-3 text-base font-medium text-(--a-good)">
          Nothing is broken. Nobody needs to do anything now.
        </p>
      ) : (
        <ul className="grid gap-2">
          {needs.map(({ count, tone, title, detail, href }) => (
            <li key={title}>
              <Link
                href={href}
                prefetch={false}
                className={`flex items-center gap-4 rounded-lg px-4 py-3 ${tone === 'bad' ? 'bg-(--a-bad-soft) text-(--a-bad)' : 'bg-(--a-warn-soft) text-(--a-warn)'}`}
              >
                <span className="min-w-8 text-2xl font-semibold tabular-nums">{count}</span>
                <span className="min-w-0 flex-1">
                  <span className="block text-base font-semibold">{title}</span>
                  <span className="block">{detail}</span>
                </span>
                <span aria-hidden="true">→</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What will soon be sold out, the nearest first. */
export function RunningLow({ lowStock }: { lowStock: LowStockRow[] }) {
  return (
    <Panel
      title="Running low"
      aside={
        <Link href="/admin/products?stock=low" prefetch={false} className={linkClass}>
          All of them
        </Link>
      }
    >
      <ul>
        {lowStock.map(({ href, title, variant, sku, onHand }) => (
          <li
            key={sku}
            className="flex items-center gap-3 border-b border-(--a-line) px-4 py-2 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              <Link href={href} prefetch={false} className={`${linkClass} font-medium`}>
                {title}
              </Link>
              <span className="block truncate text-xs text-(--a-muted)">
                {[variant, sku].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Badge tone={onHand <= 0 ? 'bad' : 'warn'}>{onHand <= 0 ? 'sold out' : `${onHand} left`}</Badge>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type AccordionItem = { key: string; title: string; body: ReactNode };

/** Sections that open one by one, without script; closed ones are still found by the browser's search. */
export function Accordion({ items, open = [] }: { items: AccordionItem[]; open?: string[] }) {
  return (
    <div className="border-line border-t">
      {items.map((item) => (
        <details
          key={item.key}
          open={open.includes(item.key)}
          className="accordion group border-line border-b"
        >
          <summary className="flex items-center justify-between gap-4 py-4 font-medium">
            {item.title}
            <Icon
              name="plus"
              className="size-5 shrink-0 text-muted transition-transform duration-200 group-open:rotate-45"
            />
          </summary>
          <div className="pb-6 text-muted">{item.body}</div>
        </details>
      ))}
    </div>
  );
}

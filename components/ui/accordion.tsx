'use client';

import { Accordion as Base } from '@base-ui/react/accordion';
import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';

export type AccordionItem = { key: string; title: string; body: ReactNode };

/** Sections that open one by one; closed ones can still be found by the browser's search. */
export function Accordion({ items, open = [] }: { items: AccordionItem[]; open?: string[] }) {
  return (
    <Base.Root multiple hiddenUntilFound defaultValue={open} className="border-line border-t">
      {items.map((item) => (
        <Base.Item key={item.key} value={item.key} className="border-line border-b">
          <Base.Header>
            <Base.Trigger className="group flex w-full items-center justify-between gap-4 py-4 text-left font-medium">
              {item.title}
              <Plus
                aria-hidden="true"
                className="size-5 shrink-0 text-muted transition-transform duration-200 group-data-panel-open:rotate-45"
              />
            </Base.Trigger>
          </Base.Header>
          <Base.Panel className="h-(--accordion-panel-height) overflow-hidden text-muted transition-[height] duration-300 ease-swell data-ending-style:h-0 data-starting-style:h-0">
            <div className="pb-6">{item.body}</div>
          </Base.Panel>
        </Base.Item>
      ))}
    </Base.Root>
  );
}

'use client';

import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

/** A panel that slides in from the side and keeps the focus inside. `trigger` is a button. */
export function Drawer({
  open,
  onOpenChange,
  trigger,
  title,
  side = 'right',
  footer,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  trigger?: ReactElement;
  title: ReactNode;
  side?: 'left' | 'right';
  footer?: ReactNode;
  children: ReactNode;
}) {
  const place =
    side === 'right'
      ? 'right-0 data-starting-style:translate-x-full data-ending-style:translate-x-full'
      : 'left-0 data-starting-style:-translate-x-full data-ending-style:-translate-x-full';
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Dialog.Trigger render={trigger} /> : null}
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-ink-deep/45 transition-opacity duration-300 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          className={`fixed inset-y-0 z-50 flex w-[min(27rem,92vw)] flex-col bg-paper shadow-2xl outline-none transition-transform duration-350 ease-swell ${place}`}
        >
          <div className="flex items-center justify-between border-line border-b px-5 py-4 sm:px-6">
            <Dialog.Title className="display text-2xl">{title}</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="-mr-2 grid size-11 place-items-center rounded-full hover:bg-shell"
            >
              <X aria-hidden="true" className="size-5" />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 sm:px-6">{children}</div>
          {footer ? <div className="border-line border-t px-5 py-5 sm:px-6">{footer}</div> : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

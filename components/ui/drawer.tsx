'use client';

import {
  cloneElement,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import { Icon } from './icon.tsx';
import { useTranslations } from './words.tsx';

type Trigger = ReactElement<{ onClick?: () => void; 'aria-haspopup'?: 'dialog'; 'aria-expanded'?: boolean }>;

/**
 * A panel that slides in from the side. The browser's own modal dialog keeps the focus inside, closes on Escape and
 * gives the focus back; it closes, too, once one of its links is followed. `trigger` is a button.
 */
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
  trigger?: Trigger;
  title: ReactNode;
  side?: 'left' | 'right';
  footer?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('shell');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal();
    if (!open) dialog.current?.close();
  }, [open]);

  // The dialog itself is hit only beside its content: on the backdrop. A link leads elsewhere.
  const closeAfter = ({ target }: MouseEvent) => {
    const followed = target instanceof Element && target.closest('a') !== null;
    if (followed || target === dialog.current) onOpenChange(false);
  };

  return (
    <>
      {trigger
        ? cloneElement(trigger, {
            onClick: () => onOpenChange(true),
            'aria-haspopup': 'dialog',
            'aria-expanded': open,
          })
        : null}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser itself */}
      <dialog
        ref={dialog}
        aria-labelledby={titleId}
        onClose={() => onOpenChange(false)}
        onClick={closeAfter}
        className={`drawer ${side === 'left' ? 'drawer-left' : 'drawer-right'}`}
      >
        <div className="flex h-full flex-col">
          <div className="flex items-center justify-between border-line border-b px-5 py-4 sm:px-6">
            <h2 id={titleId} className="display text-2xl">
              {title}
            </h2>
            <button
              type="button"
              aria-label={t('close')}
              onClick={() => onOpenChange(false)}
              className="-mr-2 grid size-11 place-items-center rounded-full hover:bg-shell"
            >
              <Icon name="close" />
            </button>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 sm:px-6">
            {open ? children : null}
          </div>
          {open && footer ? <div className="border-line border-t px-5 py-5 sm:px-6">{footer}</div> : null}
        </div>
      </dialog>
    </>
  );
}

'use client';

import { type ReactNode, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';

const load = () => import('../ui/drawer.tsx');

/** The categories on a narrow screen, in a drawer. */
export function MenuDrawer({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const [drawer, want] = useLater(load);
  return (
    <div className="lg:hidden">
      <button
        type="button"
        aria-label={t('menu')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void want()}
        onFocus={() => void want()}
        onClick={() => void want().then((loaded) => setOpen(loaded !== null))}
        className="-ml-2.5 grid size-11 place-items-center rounded-full hover:bg-shell"
      >
        <Icon name="menu" className="size-5.5" />
      </button>
      {drawer ? (
        <drawer.Drawer open={open} onOpenChange={setOpen} side="left" title={t('menu')}>
          {children}
        </drawer.Drawer>
      ) : null}
    </div>
  );
}

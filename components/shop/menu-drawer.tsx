'use client';

import { useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';
import type { MenuCategory } from './menu-panel.tsx';
import type { FrameLink } from './storefront.ts';

const load = () => import('./menu-panel.tsx');

/**
 * The categories on a narrow screen, in a drawer. Every page carries them, and few visitors open them: as what they are made of,
 * and the rest comes with the first touch of the button.
 */
export function MenuDrawer(menu: { categories: readonly MenuCategory[]; links: readonly FrameLink[] }) {
  const t = useTranslations('shell');
  const [open, setOpen] = useState(false);
  const [panel, want] = useLater(load);
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
        className="-ml-2.5 grid size-11 place-items-center rounded-full hover:bg-shell noscript:hidden"
      >
        <Icon name="menu" className="size-5.5" />
      </button>
      {panel ? <panel.MenuPanel open={open} onOpenChange={setOpen} {...menu} /> : null}
    </div>
  );
}

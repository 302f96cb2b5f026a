'use client';

import { type MouseEvent, type PointerEvent, useState } from 'react';
import type { Image } from '#lib/catalogue/index.ts';
import { Icon } from '../ui/icon.tsx';
import { useTranslations } from '../ui/words.tsx';

/** A picture as large as the screen, larger still where it is pressed. */
export function Lightbox({
  image,
  title,
  at,
  count,
  onStep,
  onClose,
}: {
  image: Image;
  title: string;
  at: number;
  count: number;
  onStep: (step: 1 | -1) => void;
  onClose: () => void;
}) {
  const t = useTranslations('product');
  const shell = useTranslations('shell');
  const [close, setClose] = useState(false);
  const [origin, setOrigin] = useState('50% 50%');
  const follow = (event: PointerEvent<HTMLElement> | MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const percent = (value: number) => `${Math.round(Math.min(1, Math.max(0, value)) * 100)}%`;
    setOrigin(
      `${percent((event.clientX - box.left) / box.width)} ${percent((event.clientY - box.top) / box.height)}`,
    );
  };
  const round = 'grid size-12 place-items-center rounded-full bg-paper/90 text-ink hover:bg-paper';
  return (
    <div className="relative grid h-full place-items-center">
      <button
        type="button"
        aria-label={t('zoom')}
        aria-pressed={close}
        onClick={(event) => {
          follow(event);
          setClose(!close);
        }}
        onPointerMove={close ? follow : undefined}
        className={`size-[min(100vw,100dvh)] overflow-hidden ${close ? 'cursor-zoom-out' : 'cursor-zoom-in'}`}
      >
        {/* biome-ignore lint/performance/noImgElement: the file itself, as large as it is */}
        <img
          src={image.src}
          alt={image.alt || title}
          width={image.width || 800}
          height={image.height || 800}
          style={{ transformOrigin: origin }}
          className={`size-full object-contain transition-transform duration-300 ease-swell ${close ? 'scale-[2.2]' : ''}`}
        />
      </button>
      <button
        type="button"
        aria-label={shell('close')}
        onClick={onClose}
        className={`absolute top-4 right-4 ${round}`}
      >
        <Icon name="close" />
      </button>
      {count > 1 ? (
        <div className="absolute bottom-4 flex items-center gap-3">
          <button
            type="button"
            aria-label={t('previousPicture')}
            onClick={() => onStep(-1)}
            className={round}
          >
            <Icon name="left" />
          </button>
          <p aria-live="polite" className="rounded-full bg-paper/90 px-4 py-1.5 text-sm tabular-nums">
            <span className="sr-only">{t('pictureOf', { number: at + 1, count })}</span>
            <span aria-hidden="true">
              {at + 1} / {count}
            </span>
          </p>
          <button type="button" aria-label={t('nextPicture')} onClick={() => onStep(1)} className={round}>
            <Icon name="right" />
          </button>
        </div>
      ) : null}
    </div>
  );
}

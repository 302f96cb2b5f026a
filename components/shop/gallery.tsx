'use client';

import { ChevronLeft, ChevronRight, X, ZoomIn } from 'lucide-react';
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Image } from '#lib/catalogue/index.ts';
import { Picture } from './picture.tsx';

/**
 * The pictures of a product: a strip that is swiped or scrolled (also without script), thumbnails, and each as large as
 * the screen. `index` is which one shows; the strip follows it and reports where it was swiped to.
 */
export function Gallery({
  images,
  title,
  index,
  onIndex,
}: {
  images: Image[];
  title: string;
  index: number;
  onIndex: (index: number) => void;
}) {
  const t = useTranslations('product');
  const strip = useRef<HTMLUListElement>(null);
  const large = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);

  useEffect(() => {
    const list = strip.current;
    if (!list) return;
    const left = index * list.clientWidth;
    if (Math.abs(list.scrollLeft - left) > list.clientWidth / 2) list.scrollTo({ left });
  }, [index]);

  const swiped = () => {
    const list = strip.current;
    if (!list || list.clientWidth === 0) return;
    const now = Math.round(list.scrollLeft / list.clientWidth);
    if (now !== index && Math.abs(list.scrollLeft - now * list.clientWidth) < 2) onIndex(now);
  };
  const open = () => {
    setOpened(true);
    large.current?.showModal();
  };
  const current = images[index] ?? images[0];

  return (
    <div className="min-w-0 md:sticky md:top-26">
      <div className="relative overflow-hidden rounded-card bg-shell">
        <ul
          ref={strip}
          tabIndex={images.length > 1 ? 0 : undefined}
          aria-label={t('pictures')}
          onScroll={swiped}
          className="strip"
        >
          {images.map((image, at) => (
            <li key={image.src} className="aspect-square w-full shrink-0 snap-start">
              <Picture
                image={image}
                alt={image.alt || title}
                sizes="(min-width: 84rem) 39rem, (min-width: 48rem) 48vw, 100vw"
                eager={at === 0}
              />
            </li>
          ))}
        </ul>
        {current ? (
          <button
            type="button"
            aria-label={t('zoom')}
            aria-haspopup="dialog"
            onClick={open}
            className="absolute right-3 bottom-3 grid size-11 place-items-center rounded-full bg-paper/90 text-ink shadow hover:bg-paper"
          >
            <ZoomIn aria-hidden="true" className="size-5" />
          </button>
        ) : null}
      </div>
      {images.length > 1 ? (
        <ul className="mt-4 flex flex-wrap gap-3">
          {images.map((image, at) => (
            <li key={image.src}>
              <button
                type="button"
                aria-label={image.alt || t('picture', { number: at + 1 })}
                aria-pressed={at === index}
                onClick={() => onIndex(at)}
                className="size-16 overflow-hidden rounded-card border border-line bg-shell aria-pressed:border-ink aria-pressed:ring-1 aria-pressed:ring-ink sm:size-18"
              >
                <Picture image={image} sizes="4.5rem" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <dialog ref={large} aria-label={title} onClose={() => setOpened(false)} className="lightbox">
        {opened && current ? (
          <Large
            image={current}
            title={title}
            at={index}
            count={images.length}
            onStep={(step) => onIndex((index + step + images.length) % images.length)}
            onClose={() => large.current?.close()}
          />
        ) : null}
      </dialog>
    </div>
  );
}

function Large({
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
        <X aria-hidden="true" className="size-5" />
      </button>
      {count > 1 ? (
        <div className="absolute bottom-4 flex items-center gap-3">
          <button
            type="button"
            aria-label={t('previousPicture')}
            onClick={() => onStep(-1)}
            className={round}
          >
            <ChevronLeft aria-hidden="true" className="size-5" />
          </button>
          <p aria-live="polite" className="rounded-full bg-paper/90 px-4 py-1.5 text-sm tabular-nums">
            <span className="sr-only">{t('pictureOf', { number: at + 1, count })}</span>
            <span aria-hidden="true">
              {at + 1} / {count}
            </span>
          </p>
          <button type="button" aria-label={t('nextPicture')} onClick={() => onStep(1)} className={round}>
            <ChevronRight aria-hidden="true" className="size-5" />
          </button>
        </div>
      ) : null}
    </div>
  );
}

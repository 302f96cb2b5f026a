'use client';

import { useEffect, useRef, useState } from 'react';
import type { Image } from '#lib/catalogue/index.ts';
import { Icon } from '../ui/icon.tsx';
import { useLater } from '../ui/use-later.ts';
import { useTranslations } from '../ui/words.tsx';
import { Picture } from './picture.tsx';

const load = () => import('./lightbox.tsx');

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
  const [lightbox, want] = useLater(load);

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
  const current = images[index] ?? images[0];
  const open = async () => {
    if (!(await want()) && current) return window.location.assign(current.src);
    setOpened(true);
    large.current?.showModal();
  };

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
                eager={at === 0 && 'first'}
              />
            </li>
          ))}
        </ul>
        {current ? (
          <button
            type="button"
            aria-label={t('zoom')}
            aria-haspopup="dialog"
            onPointerEnter={() => void want()}
            onFocus={() => void want()}
            onClick={() => void open()}
            className="absolute right-3 bottom-3 grid size-11 place-items-center rounded-full bg-paper/90 text-ink shadow hover:bg-paper"
          >
            <Icon name="zoom" />
          </button>
        ) : (
          <div className="no-picture max-md:hidden" />
        )}
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
        {opened && current && lightbox ? (
          <lightbox.Lightbox
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

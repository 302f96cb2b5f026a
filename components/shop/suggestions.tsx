'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useEffect, useEffectEvent, useId, useState } from 'react';
import { Icon } from '../ui/icon.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { Picture } from './picture.tsx';

type Found = { words: string[]; products: { handle: string; title: string; src: string | null }[] };
type Option = { label: string; href: string; src?: string | null };

/** For what nothing else could be meant by: to look for it as it is. */
const asTyped = (query: string, label: string): Option => ({
  label,
  href: `/search?q=${encodeURIComponent(query)}`,
});

/** After the last key this long nothing is asked. */
const restMs = 120;
const nothing: Found = { words: [], products: [] };

/**
 * Makes a search field a combobox with a list of suggestions (WAI-ARIA APG, editable combobox with list autocomplete):
 * arrows choose, Enter follows, Escape closes. The field itself stays in its form.
 */
export function Suggestions({ input }: { input: HTMLInputElement }) {
  const t = useTranslations('shell');
  const market = useMarket();
  const router = useRouter();
  const id = useId();
  const [typed, setTyped] = useState(input.value);
  const [found, setFound] = useState(nothing);
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);

  const meant: Option[] = [
    ...found.words.map((word) => ({ label: word, href: `/search?q=${encodeURIComponent(word)}` })),
    ...found.products.map(({ handle, title, src }) => ({
      label: title,
      href: `/p/${encodeURIComponent(handle)}`,
      src,
    })),
  ];
  const options =
    meant.length > 0 || asked === '' ? meant : [asTyped(asked, t('searchFor', { query: asked }))];
  const shown = open && options.length > 0;

  const go = (option: Option) => {
    setOpen(false);
    input.blur();
    startTransition(() => router.push(hrefIn(market, option.href)));
  };

  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
      setActive(-1);
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && options.length > 0) {
      event.preventDefault();
      setOpen(true);
      // One more place than options: none, where the field shows what was typed.
      const places = options.length + 1;
      const step = key === 'ArrowDown' ? 1 : -1;
      setActive(((active + 1 + step + places) % places) - 1);
    } else if (key === 'Enter' && shown) {
      const chosen = options[active];
      if (!chosen) return;
      event.preventDefault();
      go(chosen);
    }
  });

  useEffect(() => {
    const changed = () => {
      setTyped(input.value);
      setActive(-1);
      setOpen(true);
    };
    const left = () => setOpen(false);
    const keyed = (event: KeyboardEvent) => pressed(event);
    input.addEventListener('input', changed);
    input.addEventListener('keydown', keyed);
    input.addEventListener('blur', left);
    input.addEventListener('click', changed);
    // Whoever types at once has typed before anybody listened.
    if (input.value !== input.defaultValue) changed();
    return () => {
      input.removeEventListener('input', changed);
      input.removeEventListener('keydown', keyed);
      input.removeEventListener('blur', left);
      input.removeEventListener('click', changed);
    };
  }, [input]);

  const { code } = market;
  useEffect(() => {
    const text = typed.trim();
    if (text.length < 2) {
      setFound(nothing);
      setAsked('');
      return;
    }
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), restMs + 5_000);
    const timer = setTimeout(() => {
      fetch(`/api/suggest?q=${encodeURIComponent(text)}&market=${code}`, { signal: stop.signal })
        .then((response) => (response.ok ? response.json() : nothing))
        .then((answer: Found) => {
          setFound(answer);
          setAsked(text);
        })
        // Without suggestions the field is a search field.
        .catch(() => {});
    }, restMs);
    return () => {
      clearTimeout(timer);
      clearTimeout(late);
      stop.abort();
    };
  }, [typed, code]);

  useEffect(() => {
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-controls', id);
    input.setAttribute('aria-expanded', String(shown));
    if (shown && active >= 0) input.setAttribute('aria-activedescendant', `${id}-${active}`);
    else input.removeAttribute('aria-activedescendant');
  }, [input, id, shown, active]);

  return (
    <>
      <div
        id={id}
        role="listbox"
        aria-label={t('suggestions')}
        hidden={!shown}
        className="absolute inset-x-0 top-full z-40 mt-2 max-h-[70dvh] overflow-y-auto rounded-2xl border border-line bg-sheet p-2 shadow-xl"
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field it belongs to handles the keys
          <div
            key={option.href}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(option)}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-3 py-1.5 text-[0.9375rem] hover:bg-shell aria-selected:bg-shell"
          >
            {option.src === undefined ? (
              <Icon name="search" className="size-4 shrink-0 text-muted" />
            ) : (
              <span className="size-11 shrink-0 overflow-hidden rounded-card bg-shell">
                {option.src ? <Picture image={{ src: option.src }} sizes="2.75rem" /> : null}
              </span>
            )}
            <span className="min-w-0 [overflow-wrap:anywhere]">{option.label}</span>
          </div>
        ))}
      </div>
      <span role="status" className="sr-only">
        {open && typed.trim().length > 1 ? t('suggestionCount', { count: options.length }) : ''}
      </span>
    </>
  );
}

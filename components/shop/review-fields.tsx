'use client';

import { type FormEvent, type RefObject, useEffect, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Field, TextField } from '../ui/field.tsx';
import { useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';

const refusals = {
  not_signed_in: 'notSignedIn',
  not_bought: 'notBought',
  not_received: 'notReceived',
  already_reviewed: 'alreadyReviewed',
  rate_limited: 'tooMany',
  invalid_input: 'refused',
} as const;

type Said = 'offline' | (typeof refusals)[keyof typeof refusals];

function refusalOf(body: unknown): Said {
  const code = body && typeof body === 'object' && 'code' in body ? String(body.code) : '';
  const known = Object.entries(refusals).find(([name]) => name === code);
  return known?.[1] ?? 'offline';
}

// The order's token comes in the fragment, which reaches no server, log or referrer: `#review=TOKEN`.
const tokenIn = (hash: string) => /^#review=([\w-]{16,64})$/.exec(hash)?.[1];

/** What a buyer fills in. @param box what it is opened in, also by the link of an order. */
export function ReviewFields({
  productId,
  box,
}: {
  productId: string;
  box: RefObject<HTMLDetailsElement | null>;
}) {
  const t = useTranslations('review');
  const [token, setToken] = useState<string>();
  const [sent, setSent] = useState(false);
  const { locale } = useMarket();
  const [said, setSaid] = useState<Said | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    const look = () => {
      const found = tokenIn(window.location.hash);
      if (!found || !box.current) return;
      setToken(found);
      box.current.open = true;
      box.current.scrollIntoView({ block: 'center' });
      window.history.replaceState(null, '', '#reviews');
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [box]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const review = {
      productId,
      rating: Number(form.get('rating')),
      title: text('title'),
      body: text('body'),
      name: text('name'),
      locale,
      ...(token ? { token } : {}),
    };
    setBusy(true);
    try {
      const response = await fetch('/api/reviews', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(review),
        signal: AbortSignal.timeout(15_000),
      });
      if (response.ok) setSent(true);
      else setSaid(refusalOf(await response.json().catch(() => null)));
    } catch {
      setSaid('offline');
    } finally {
      setBusy(false);
    }
  }

  if (sent) return <Alert tone="success" title={t('thanks')} className="mt-3" />;
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-5 grid max-w-prose gap-5">
      <fieldset>
        <legend className="mb-1.5 font-medium text-sm">{t('stars')}</legend>
        <div className="flex flex-wrap gap-2">
          {[1, 2, 3, 4, 5].map((stars) => (
            <label
              key={stars}
              className="relative flex min-h-11 cursor-pointer items-center rounded-full border border-edge bg-sheet px-4 text-[0.9375rem] has-checked:border-ink has-checked:bg-ink has-checked:text-paper has-focus-visible:outline-2 has-focus-visible:outline-signal has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                name="rating"
                value={stars}
                required
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              {t('star', { count: stars })}
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t('title')} name="title" maxLength={120} />
      <TextField label={t('body')} name="body" hint={t('bodyHint')} required maxLength={4000} rows={5} />
      <Field label={t('name')} name="name" autoComplete="given-name" required maxLength={80} />
      {said ? <Alert tone="error" title={t(said)} /> : null}
      <Button type="submit" busy={busy} className="w-fit">
        {t('send')}
      </Button>
    </form>
  );
}

'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { DeadLetter } from '#lib/orders/index.ts';
import { buttonClass, inputClass, linkClass, Notice, primaryButtonClass } from './parts.tsx';
import { type Problem, send } from './send.ts';
import { When } from './when.tsx';

type Letter = Omit<DeadLetter, 'failedAt'> & { failedAt: string };

/** One parked effect: why it failed, and the choice to run it again or to give it up with a note. */
function LetterItem({ letter, mayAct }: { letter: Letter; mayAct: boolean }) {
  const router = useRouter();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { consumer, eventId } = letter;
  const what = `${consumer} of ${letter.eventType}`;

  async function act(command: 'retry' | 'dismiss') {
    setBusy(true);
    setProblem(null);
    const answer = await send('POST', '/api/admin/effects', { do: command, consumer, eventId, note });
    setBusy(false);
    if (!answer.ok) setProblem(answer.problem);
    if (answer.ok || answer.problem.code === 'not_failed') router.refresh();
  }

  return (
    <li className="border-b border-(--a-line) px-4 py-3 last:border-b-0" aria-label={what}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="font-medium">
          {consumer} <span className="font-normal text-(--a-muted)">after {letter.eventType}</span>
        </p>
        <Link href={`/admin/orders/${letter.orderId}`} prefetch={false} className={linkClass}>
          Order {letter.orderNumber === null ? letter.orderId : `#${letter.orderNumber}`}
        </Link>
      </div>
      <p className="mt-0.5 wrap-anywhere text-(--a-bad)">{letter.reason || 'No reason was given'}</p>
      <p className="text-xs text-(--a-muted)">
        <When at={letter.failedAt} /> · {letter.attempts} {letter.attempts === 1 ? 'try' : 'tries'}
      </p>
      {mayAct ? (
        <div className="mt-2.5 flex flex-wrap items-center gap-2">
          <input
            className={`${inputClass} basis-full sm:basis-48 sm:flex-1`}
            value={note}
            maxLength={500}
            placeholder="Note: what you found or did"
            aria-label={`Note on ${what}`}
            onChange={(event) => setNote(event.target.value)}
          />
          <button
            type="button"
            className={primaryButtonClass}
            disabled={busy}
            onClick={() => void act('retry')}
          >
            Run again
          </button>
          <button
            type="button"
            className={buttonClass}
            disabled={busy || note.trim() === ''}
            title={note.trim() === '' ? 'Write a note first' : undefined}
            onClick={() => void act('dismiss')}
          >
            Dismiss
          </button>
        </div>
      ) : null}
      {problem ? (
        <div className="mt-2">
          <Notice tone="bad" title={problem.title}>
            {problem.detail}
          </Notice>
        </div>
      ) : null}
    </li>
  );
}

export function DeadLetters({ letters, mayAct }: { letters: Letter[]; mayAct: boolean }) {
  return (
    <ul>
      {letters.map((letter) => (
        <LetterItem key={`${letter.consumer} ${letter.eventId}`} letter={letter} mayAct={mayAct} />
      ))}
    </ul>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { TroubledImage } from '#lib/media/index.ts';
import { Badge, buttonClass, Notice } from './parts.tsx';
import { type Problem, send } from './send.ts';
import { When } from './when.tsx';

type Row = Omit<TroubledImage, 'dueAt'> & { dueAt: string };

/** Pictures that could not be had: each with its address, the reason, and when it is tried again. */
export function TroubledImages({ images, mayRetry }: { images: Row[]; mayRetry: boolean }) {
  const router = useRouter();
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);

  async function retry(hash: string) {
    setBusy(hash);
    setProblem(null);
    const answer = await send('POST', `/api/admin/images/${hash}/retry`);
    setBusy('');
    if (!answer.ok) setProblem(answer.problem);
    router.refresh();
  }

  return (
    <>
      {problem ? (
        <div className="p-4">
          <Notice tone="bad" title={problem.title}>
            {problem.detail}
          </Notice>
        </div>
      ) : null}
      <ul>
        {images.map(({ hash, source, status, attempts, lastError, dueAt }) => (
          <li
            key={hash}
            className="flex flex-wrap items-center gap-3 border-b border-(--a-line) px-4 py-2.5 last:border-b-0"
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="wrap-anywhere">{source}</p>
              <p className="wrap-anywhere text-(--a-bad)">{lastError}</p>
              <p className="text-xs text-(--a-muted)">
                {status === 'failed' ? 'given up' : 'tried again'} <When at={dueAt} /> · {attempts}{' '}
                {attempts === 1 ? 'try' : 'tries'}
              </p>
            </div>
            <Badge tone={status === 'failed' ? 'bad' : 'warn'}>{status}</Badge>
            {mayRetry ? (
              <button
                type="button"
                className={buttonClass}
                disabled={busy !== ''}
                aria-label={`Try again: ${source}`}
                onClick={() => void retry(hash)}
              >
                {busy === hash ? 'Asking…' : 'Try again'}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}

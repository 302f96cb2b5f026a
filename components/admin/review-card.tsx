'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { StaffReview } from '#lib/reviews/index.ts';
import { Stars } from '../shop/stars.tsx';
import { TextField } from './form.tsx';
import { Badge, buttonClass, linkClass, primaryButtonClass } from './parts.tsx';
import { type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';
import { When } from './when.tsx';

/** A review as it crosses from the server: its instants are text. */
export type ReviewRow = Omit<StaffReview, 'createdAt' | 'moderatedAt' | 'repliedAt'> & {
  createdAt: string;
  moderatedAt: string | null;
  repliedAt: string | null;
};

const nameOf = (actor: string) => actor.replace(/^staff:/, '');

/** One review as staff read it, to publish, reject or answer. */
export function ReviewCard({ review, mayModerate }: { review: ReviewRow; mayModerate: boolean }) {
  const router = useRouter();
  const [asked, setAsked] = useState<'reject' | 'reply' | null>(null);
  const [reason, setReason] = useState('');
  const [reply, setReply] = useState(review.reply);
  const { busy, message, say, ask } = useSend();
  const { id, status, version, product } = review;

  async function change(path: string, body: object, done: string) {
    const wanted = { ...body, expectedVersion: version };
    const answer = await ask<{ purge: Purge }>('POST', `/api/admin/reviews/${id}${path}`, wanted);
    if (!answer) return;
    setAsked(null);
    setReason('');
    say(purgeMessage(answer.purge, done));
    router.refresh();
  }

  return (
    <li className="rounded-lg border border-(--a-line) bg-(--a-panel) p-4">
      <article aria-label={`Review of ${product.title} by ${review.name}`}>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Stars rating={review.rating} label={`${review.rating} of 5 stars`} />
          <Link
            href={`/admin/products/${product.id}`}
            prefetch={false}
            className={`${linkClass} font-medium`}
          >
            {product.title}
          </Link>
          <span className="ml-auto text-xs text-(--a-muted)">
            <When at={review.createdAt} />
          </span>
        </p>
        <div lang={review.locale} dir="auto" className="mt-2 max-w-prose [overflow-wrap:anywhere]">
          {review.title ? <p className="font-semibold">{review.title}</p> : null}
          <p className="whitespace-pre-wrap">{review.body}</p>
        </div>
        <p className="mt-2 text-xs text-(--a-muted) [overflow-wrap:anywhere]">
          {review.name} · {review.email} ·{' '}
          <Link
            href={`/admin/orders/${review.orderId}`}
            prefetch={false}
            className={`${linkClass} underline`}
          >
            their order
          </Link>
        </p>
        {status === 'rejected' ? (
          <p className="mt-2">
            <Badge tone="bad">rejected</Badge> {review.reason || 'without a reason'}
            {review.moderatedBy ? (
              <span className="text-(--a-muted)"> · {nameOf(review.moderatedBy)}</span>
            ) : null}
          </p>
        ) : null}
        {review.reply ? (
          <div className="mt-3 max-w-prose border-(--a-line) border-l-2 pl-3 [overflow-wrap:anywhere]">
            <p className="text-xs text-(--a-muted)">
              The shop’s answer{review.repliedBy ? ` · ${nameOf(review.repliedBy)}` : ''}
            </p>
            <p className="whitespace-pre-wrap">{review.reply}</p>
          </div>
        ) : null}
        <Said message={message} className="mt-3" />
        {mayModerate ? (
          <div className="mt-3 flex flex-wrap gap-2">
            {status === 'approved' ? null : (
              <button
                type="button"
                className={primaryButtonClass}
                disabled={busy}
                onClick={() => void change('', { decision: 'approved' }, 'Published')}
              >
                Publish
              </button>
            )}
            {status === 'rejected' ? null : (
              <button
                type="button"
                className={buttonClass}
                disabled={busy}
                aria-expanded={asked === 'reject'}
                onClick={() => setAsked(asked === 'reject' ? null : 'reject')}
              >
                {status === 'approved' ? 'Take it down…' : 'Reject…'}
              </button>
            )}
            <button
              type="button"
              className={buttonClass}
              disabled={busy}
              aria-expanded={asked === 'reply'}
              onClick={() => setAsked(asked === 'reply' ? null : 'reply')}
            >
              {review.reply ? 'Change the answer…' : 'Answer…'}
            </button>
          </div>
        ) : null}
        {asked === 'reject' ? (
          <form
            className="mt-3 grid max-w-prose gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              void change('', { decision: 'rejected', reason }, 'Rejected');
            }}
          >
            <TextField
              label="Why it is not shown (colleagues see this, its writer does not)"
              value={reason}
              maxLength={500}
              rows={2}
              onChange={setReason}
            />
            <button
              type="submit"
              className={`${buttonClass} justify-self-start text-(--a-bad)`}
              disabled={busy || reason.trim() === ''}
            >
              Reject it
            </button>
          </form>
        ) : null}
        {asked === 'reply' ? (
          <form
            className="mt-3 grid max-w-prose gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              void change('/reply', { reply }, reply.trim() === '' ? 'Taken away' : 'Answered');
            }}
          >
            <TextField
              label="The shop’s answer, shown below the review once it is published"
              hint={review.reply ? 'Empty: no answer.' : undefined}
              value={reply}
              maxLength={2_000}
              rows={3}
              onChange={setReply}
            />
            <button
              type="submit"
              className={`${primaryButtonClass} justify-self-start`}
              disabled={busy || reply.trim() === review.reply}
            >
              Save the answer
            </button>
          </form>
        ) : null}
      </article>
    </li>
  );
}

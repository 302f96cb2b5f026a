import type { Review } from '#lib/reviews/index.ts';
import { dateFormat } from '../ui/formats.ts';
import { Stars } from './stars.tsx';

/** A review as it crosses from the server: its instant may be text. */
export type ShownReview = Omit<Review, 'createdAt'> & { createdAt: Date | string };

/** One review, its text to the letter. @param words `stars`, `buyer` and `answer` in the page's language. */
export function ReviewItem({
  review,
  languageTag,
  words,
}: {
  review: ShownReview;
  languageTag: string;
  words: { stars: string; buyer: string; answer: string };
}) {
  const at = new Date(review.createdAt);
  return (
    <article lang={review.locale} className="border-line border-t py-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Stars rating={review.rating} label={words.stars} />
        {review.title === '' ? null : (
          <h3 className="font-medium [overflow-wrap:anywhere]" dir="auto">
            {review.title}
          </h3>
        )}
      </div>
      <p className="mt-2 max-w-prose whitespace-pre-wrap leading-relaxed [overflow-wrap:anywhere]" dir="auto">
        {review.body}
      </p>
      <p className="mt-3 text-muted text-sm">
        <bdi className="text-ink [overflow-wrap:anywhere]">{review.name}</bdi> ·{' '}
        <span lang={languageTag}>
          {words.buyer} ·{' '}
          <time dateTime={at.toISOString()}>
            {dateFormat(languageTag, { dateStyle: 'long', timeZone: 'UTC' }).format(at)}
          </time>
        </span>
      </p>
      {review.reply === '' ? null : (
        <div className="mt-4 max-w-prose border-line border-l-2 pl-4">
          <p lang={languageTag} className="font-medium text-sm">
            {words.answer}
          </p>
          <p className="mt-1 whitespace-pre-wrap leading-relaxed [overflow-wrap:anywhere]" dir="auto">
            {review.reply}
          </p>
        </div>
      )}
    </article>
  );
}

import type { ReviewPage } from '#lib/reviews/index.ts';
import { numberFormat } from '../ui/formats.ts';
import { MoreReviews } from './more-reviews.tsx';
import { ReviewItem } from './review-item.tsx';
import { Stars } from './stars.tsx';
import type { Storefront } from './storefront.ts';

/** What buyers say: the stars and their spread, the first reviews, and a form for whoever has it. */
export function Reviews({
  storefront: { market, t },
  productId,
  page,
}: {
  storefront: Storefront;
  productId: string;
  page: ReviewPage;
}) {
  const { summary } = page;
  const { languageTag } = market;
  const one = numberFormat(languageTag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const buyer = t('catalogue.verifiedBuyer');
  const answer = t('catalogue.shopAnswers');
  return (
    <section
      id="reviews"
      aria-labelledby="reviews-title"
      className="mt-20 scroll-mt-24 border-line border-t pt-12"
    >
      <div className="grid gap-x-16 gap-y-8 md:grid-cols-[18rem_1fr]">
        <div>
          <h2 id="reviews-title" className="display text-section">
            {t('catalogue.reviews')}
          </h2>
          {summary ? (
            <>
              <p className="mt-5 flex items-center gap-3">
                <span className="display text-section tabular-nums">{one.format(summary.average)}</span>
                <span>
                  <Stars
                    rating={summary.average}
                    label={t('catalogue.rating', { rating: Math.round(summary.average * 10) / 10 })}
                    className="h-5 w-25"
                  />
                  <span className="block text-muted text-sm">
                    {t('catalogue.reviewCount', { count: summary.count })}
                  </span>
                </span>
              </p>
              <ul className="mt-5 grid gap-1.5 text-sm">
                {[5, 4, 3, 2, 1].map((stars) => {
                  const count = summary.byStars[stars - 1] ?? 0;
                  return (
                    <li key={stars} className="grid grid-cols-[4.5rem_1fr_2rem] items-center gap-3">
                      <span>{t('review.star', { count: stars })}</span>
                      <span aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-shell">
                        <span
                          className="block h-full rounded-full bg-signal"
                          style={{ width: `${(100 * count) / summary.count}%` }}
                        />
                      </span>
                      <span className="text-right text-muted tabular-nums">{count}</span>
                    </li>
                  );
                })}
              </ul>
            </>
          ) : (
            <p className="mt-4 text-muted">{t('catalogue.noReviews')}</p>
          )}
          <p className="mt-5 text-muted text-sm">{t('catalogue.howVerified')}</p>
        </div>
        <div className="min-w-0">
          {page.reviews.map((review) => (
            <ReviewItem
              key={review.id}
              review={review}
              languageTag={languageTag}
              words={{ stars: t('catalogue.rating', { rating: review.rating }), buyer, answer }}
            />
          ))}
          <MoreReviews productId={productId} pages={page.pages} buyer={buyer} answer={answer} />
        </div>
      </div>
    </section>
  );
}

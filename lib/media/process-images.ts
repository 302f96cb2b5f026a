import { type Ctx, err, ok, type Result, type Tx, withTransaction } from '#lib/platform/index.ts';
import { type FetchOptions, fetchImage } from './fetch-image.ts';
import { claimJob, failJob, finishJob } from './media.repository.ts';
import { type StoredImage, storeImage } from './store-image.ts';

export type ProcessOptions = {
  /** Draws a picture of the demo from the name after `/art/`; null when there is none of that name. */
  draw: (name: string) => Buffer | null;
  /** Tells whoever shows the picture, in the transaction that ends the job; `null`: it cannot be had. */
  tell: (tx: Tx, ctx: Ctx, source: string, image: StoredImage | null) => Promise<void>;
  fetch?: FetchOptions;
  limit?: number;
};

type Failure = { message: string; retryable: boolean };

// One minute, doubling up to four hours: fourteen tries are about a day.
const maxAttempts = 14;
const endless = 'Given up: each process that tried it ended before it was done';
const backoffMs = (attempts: number) => Math.min(60_000 * 2 ** (attempts - 1), 4 * 3_600_000);
// Longer than a fetch and every encoding of one picture take, the largest.
const leaseMs = 180_000;

async function have(source: string, { draw, fetch }: ProcessOptions): Promise<Result<StoredImage, Failure>> {
  let bytes: Buffer | null;
  if (source.startsWith('/art/')) {
    bytes = draw(source.slice('/art/'.length));
    if (!bytes) return err({ message: 'There is no such drawing', retryable: false });
  } else {
    const fetched = await fetchImage(source, fetch);
    if (!fetched.ok) return fetched;
    bytes = fetched.value;
  }
  const stored = await storeImage(bytes);
  return stored.ok ? ok(stored.value) : err({ message: stored.error.message, retryable: false });
}

/**
 * Takes in a few waiting pictures, one after the other, the most wanted first. Answers how many were tried.
 * A picture that may come later is tried again with growing pauses, for about a day. Each is claimed by itself: one that
 * kills its worker takes no other with it, and is given up unseen when its tries are over.
 */
export async function processImages(ctx: Ctx, options: ProcessOptions): Promise<number> {
  const limit = options.limit ?? 4;
  for (let tried = 0; tried < limit; tried++) {
    const job = await claimJob(ctx.newId(), ctx.now(), leaseMs);
    if (!job) return tried;
    const { hash, source, attempts } = job;
    const outcome =
      attempts > maxAttempts
        ? err({ message: endless, retryable: false })
        : await have(source, options).catch(
            (error: unknown): Result<StoredImage, Failure> =>
              err({ message: error instanceof Error ? error.message : String(error), retryable: true }),
          );
    await withTransaction(async (tx) => {
      if (outcome.ok) {
        await finishJob(tx, hash, outcome.value);
        return options.tell(tx, ctx, source, outcome.value);
      }
      const again = outcome.error.retryable && attempts < maxAttempts;
      await failJob(
        tx,
        hash,
        outcome.error.message,
        again ? new Date(ctx.now().getTime() + backoffMs(attempts)) : null,
      );
      if (!again) await options.tell(tx, ctx, source, null);
    });
  }
  return limit;
}

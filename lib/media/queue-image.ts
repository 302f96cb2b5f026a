import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, err, ok, type Result, type Tx, withTransaction } from '#lib/platform/index.ts';
import {
  countJobs,
  findStored,
  requeue,
  type TroubledImage,
  troubledJobs,
  upsertJobs,
} from './media.repository.ts';
import type { StoredImage } from './store-image.ts';

export type { TroubledImage };

/** Lower is sooner: what a visitor sees first. */
export const imagePriorities = { first: 0, normal: 10, last: 20 } as const;

export type QueuedImage = { kind: 'stored'; image: Omit<StoredImage, 'id'> } | { kind: 'queued' };

/**
 * Has a picture fetched by a worker, in the caller's transaction. One that is here already is answered at once, one
 * that failed is tried again. Fails for what is no http(s) address and no picture of the demo (`/art/…`).
 */
export async function queueImage(
  tx: Tx,
  ctx: Ctx,
  { source, priority = imagePriorities.normal }: { source: string; priority?: number },
): Promise<Result<QueuedImage, { kind: 'bad_address'; message: string }>> {
  const url = URL.parse(source);
  const known = source.startsWith('/art/') || (url && ['http:', 'https:'].includes(url.protocol));
  if (!known || source.length > 1_024) {
    return err({ kind: 'bad_address', message: 'Not an http(s) address of at most 1,024 characters' });
  }
  const image = (await findStored(tx, [source])).get(source);
  if (image) return ok({ kind: 'stored', image });
  await upsertJobs(tx, [{ source, priority }], ctx.now());
  return ok({ kind: 'queued' });
}

/** Has many pictures of the demo (`/art/…`) drawn by workers, in the caller's transaction. */
export async function queueDrawings(
  tx: Tx,
  ctx: Ctx,
  drawings: readonly { source: `/art/${string}`; priority: number }[],
): Promise<void> {
  await upsertJobs(tx, drawings, ctx.now());
}

/**
 * `queueImage` for many, but what is no http(s) address is passed over. The caller writes who shows them in the same
 * transaction: until it ends none of them is finished.
 * @returns those that are here already, by address.
 */
export async function queueImages(
  tx: Tx,
  ctx: Ctx,
  sources: readonly string[],
): Promise<Map<string, Omit<StoredImage, 'id'>>> {
  const jobs = [...new Set(sources)]
    .filter((source) => /^https?:\/\//.test(source) && source.length <= 1_024)
    .map((source) => ({ source, priority: imagePriorities.normal }));
  await upsertJobs(tx, jobs, ctx.now());
  return findStored(
    tx,
    jobs.map(({ source }) => source),
  );
}

/** Pictures that could not be had yet, those that wait for staff first. At most 500. */
export async function listFailedImages(): Promise<TroubledImage[]> {
  return troubledJobs(500);
}

/** How many pictures are `queued`, `done` and `failed`. */
export async function countImages(): Promise<Record<string, number>> {
  return countJobs();
}

/** Has a picture tried again now, with all its tries and an audit entry. Answers false when there is no such job. */
export function retryImage(ctx: Ctx, hash: string): Promise<boolean> {
  return withTransaction(async (tx) => {
    const source = await requeue(tx, hash, ctx.now());
    if (source === null) return false;
    await recordAudit(tx, ctx, {
      action: 'image.retried',
      subject: `image:${hash}`,
      before: null,
      after: { source },
    });
    return true;
  });
}

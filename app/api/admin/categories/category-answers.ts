import { z } from 'zod';
import { purgeNow } from '#lib/cache/index.ts';
import type { CategoryError } from '#lib/catalogue/index.ts';
import { type Ctx, problem, type Result } from '#lib/platform/index.ts';
import { conflict } from '../conflict.ts';

export const titleSchema = z.string().trim().min(1, 'Say what it is called').max(255);

/** What a change of the tree came to, when its pages were purged; or why it was refused. */
export async function changedCategory(
  ctx: Ctx,
  done: Result<Record<string, unknown>, CategoryError>,
  status = 200,
): Promise<Response> {
  if (!done.ok) return refusedCategory(done.error);
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  return Response.json(
    { ...done.value, purge: { acknowledged, pages, durationMs } },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

function refusedCategory(error: CategoryError): Response {
  switch (error.kind) {
    case 'not_found':
      return problem(404, 'category_not_found', 'There is no such category');
    case 'version_conflict':
      return conflict('category', error.current);
    case 'handle_taken': {
      const message = `${error.title} is there already`;
      return problem(409, error.kind, 'That address is taken', message, {
        errors: [{ field: 'handle', message }],
      });
    }
    case 'tree_changed':
      return problem(
        409,
        error.kind,
        'The tree was changed in the meantime',
        'Load the page again to see how it is now, and move it again.',
      );
    case 'into_itself':
      return problem(422, error.kind, 'A category cannot be moved below itself');
    case 'too_deep':
      return problem(
        422,
        error.kind,
        'That is too deep',
        `The tree has at most ${error.limit} levels: shoppers would not find the way down.`,
      );
    case 'too_many':
      return problem(
        422,
        error.kind,
        `The shop has ${error.limit} categories, which is the most it can have`,
      );
    case 'fixed':
      return problem(
        422,
        error.kind,
        'The front page’s collection stays where it is',
        'It is what the home page shows first, and has no place in the tree.',
      );
    case 'priced_by':
      return problem(
        409,
        error.kind,
        'Price rules are for its products',
        `${error.rules.join(', ')}: choose other products there, or end them, before the category is deleted.`,
      );
  }
}

import type { Ctx } from '#lib/platform/index.ts';
import { findOpenSynthetic } from './list.repository.ts';

const dayMs = 86_400_000;

/** Orders of our own monitor of the last day that nobody has cancelled yet, oldest first, 50 at most. */
export function openSyntheticOrders(ctx: Ctx): Promise<{ id: string; version: number }[]> {
  return findOpenSynthetic(new Date(ctx.now().getTime() - dayMs), 50);
}

import { db, likeBeginning, Prisma } from '#lib/platform/index.ts';
import type { CustomerRow } from './types.ts';

/** So many are found at most: beyond that, the answer is to write more of an address or a name. */
export const foundAtMost = 1_000;

// One look-up by index for each way to find somebody; an OR of them would read the whole table.
const matching = (q: string) => Prisma.sql`(
  (SELECT id FROM customers WHERE email LIKE ${likeBeginning(q)} LIMIT ${foundAtMost + 1})
  UNION (SELECT id FROM customers WHERE name LIKE ${likeBeginning(q)} LIMIT ${foundAtMost + 1})
) AS found JOIN customers AS c ON c.id = found.id`;

type Row = Omit<CustomerRow, 'confirmed'> & { confirmedAt: Date | null };

/**
 * A page of accounts, the newest first: all, or those whose e-mail or name begins with `q`. `total` is `foundAtMost + 1`
 * when there are more.
 */
export async function findCustomers({
  q,
  page,
  size,
}: {
  q: string;
  page: number;
  size: number;
}): Promise<{ customers: CustomerRow[]; total: number }> {
  const from = q === '' ? Prisma.sql`customers AS c` : matching(q);
  const [rows, counted] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT c.id, c.email, c.name, c.confirmed_at AS confirmedAt, c.created_at AS createdAt FROM ${from}
      ORDER BY c.created_at DESC, c.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`,
    db().$queryRaw<{ total: bigint }[]>`
      SELECT COUNT(*) AS total FROM (SELECT 1 FROM ${from} LIMIT ${foundAtMost + 1}) AS counted`,
  ]);
  return {
    customers: rows.map(({ confirmedAt, ...row }) => ({ ...row, confirmed: confirmedAt !== null })),
    total: Number(counted[0]?.total ?? 0),
  };
}

import {
  currentCustomer,
  deleteAccount,
  getAccount,
  profileSchema,
  renameCustomer,
} from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { answer, withOutages } from '../request.ts';
import { forCustomer, refusal, sessionCookie, sessionToken, show } from './answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** The account of whoever asks; `customer` is null for a guest, who is no error. */
export const GET = withOutages(async (request: Request): Promise<Response> => {
  const found = await currentCustomer(sessionToken(request));
  if (!found.ok) return refusal(found.error);
  return answer(
    found.value ? await getAccount(found.value) : { customer: null, addresses: [], wishlist: [] },
  );
});

export const PATCH = forCustomer(profileSchema, async ({ customer, body }) =>
  show(await renameCustomer(ctx, { customer, name: body.name })),
);

/** Removes the account for good, and signs out. */
export const DELETE = forCustomer(null, async ({ customer }) => {
  const gone = await deleteAccount(ctx, { customer });
  return gone.ok ? answer({ ok: true }, 200, sessionCookie(null)) : refusal(gone.error);
});

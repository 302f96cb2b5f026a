import { signIn, signInSchema, signOut } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { answer } from '../../request.ts';
import { forAnybody, refusal, sessionCookie, sessionToken, show } from '../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Signs in by password. */
export const POST = forAnybody(signInSchema, async ({ body, address }) =>
  show(await signIn(ctx, { ...body, address })),
);

/** Signs out. */
export const DELETE = forAnybody(null, async ({ request }) => {
  const token = sessionToken(request);
  const out = token ? await signOut({ token }) : null;
  return out?.ok === false ? refusal(out.error) : answer({ ok: true }, 200, sessionCookie(null));
});

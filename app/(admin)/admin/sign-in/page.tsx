import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { SignInForm } from '#components/admin/sign-in-form.tsx';
import { type SignInError, safeNext, sessionStoreAnswers, signInMessages } from '#lib/auth/index.ts';
import { currentStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Sign in' };

const querySchema = z.object({ next: z.string().catch('/admin'), error: z.string().catch('') });

function isRefusal(kind: string): kind is SignInError['kind'] {
  return Object.hasOwn(signInMessages, kind);
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<object> }) {
  const query = querySchema.parse(await searchParams);
  const next = safeNext(query.next);
  const staff = await currentStaff();
  if (staff.ok && staff.value) redirect(next);
  const paused = !staff.ok || !(await sessionStoreAnswers());
  const refusal = paused ? 'paused' : isRefusal(query.error) && query.error !== 'paused' ? query.error : null;
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col justify-center px-5 py-10">
      <h1 className="mb-5 text-xl font-semibold tracking-tight">
        {env.SHOP_NAME} <span className="font-normal text-(--a-muted)">admin</span>
      </h1>
      <SignInForm
        next={next}
        initial={refusal ? signInMessages[refusal] : null}
        withCode={refusal === 'second_factor_needed' || refusal === 'wrong_code'}
      />
    </main>
  );
}

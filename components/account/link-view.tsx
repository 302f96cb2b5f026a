'use client';

import { useEffect, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { AccountForm } from './form.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { SignInForms } from './sign-in-forms.tsx';
import { useAccount, useAccountChange } from './use-account.ts';

export type LinkKind = 'link' | 'reset' | 'confirm-email';
const paths = {
  link: '/api/account/link',
  reset: '/api/account/password',
  'confirm-email': '/api/account/email',
};

/** Where a mailed link leads. A press of a button uses it up, so that mail programs that look at links do not. */
export function LinkView({ kind }: { kind: LinkKind }) {
  const t = useTranslations('account');
  const market = useMarket();
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => setToken(window.location.hash.slice(1)), []);
  const account = useAccount();
  const use = useAccountChange<Record<string, string>>('PUT', paths[kind]);
  const send = (fields: Record<string, string>) =>
    use.mutate(
      { ...fields, token: token ?? '' },
      {
        onSuccess: () => window.location.assign(hrefIn(market, '/account')),
        onError: ({ code }) => code === 'not_signed_in' && void account.refetch(),
      },
    );
  if (token === null || (kind === 'confirm-email' && account.isPending)) return null;
  if (token === '' || use.error?.code === 'link_used_up' || use.error?.code === 'invalid_input') {
    return (
      <Card className="max-w-lg">
        <Alert tone="error" title={t(kind === 'confirm-email' ? 'confirmEmailOld' : 'linkOld')} />
        <ButtonLink href="/account" className="mt-5">
          {t('backToAccount')}
        </ButtonLink>
      </Card>
    );
  }
  // A new address is for who asked for it. The token stays here, and the button comes once they are signed in.
  if (kind === 'confirm-email' && account.data?.customer === null) {
    return (
      <div className="grid max-w-lg gap-5">
        <Alert title={t('confirmEmailSignIn')} />
        <SignInForms next="account" />
      </div>
    );
  }
  return (
    <Card className="max-w-lg">
      {kind === 'reset' ? (
        <AccountForm
          label={t('forgotTitle')}
          action={t('save')}
          busy={use.isPending}
          error={use.error?.message}
          onSend={send}
        >
          <NewPasswordField />
        </AccountForm>
      ) : (
        <div className="grid justify-items-start gap-4">
          <p>{t(kind === 'link' ? 'linkReady' : 'confirmEmailReady')}</p>
          {use.error ? <Alert tone="error">{use.error.message}</Alert> : null}
          <Button busy={use.isPending} onClick={() => send({})}>
            {t(kind === 'link' ? 'signIn' : 'confirmEmail')}
          </Button>
        </div>
      )}
    </Card>
  );
}

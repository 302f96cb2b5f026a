'use client';

import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { AccountForm } from './form.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { useAccountChange } from './use-account.ts';

type Way = 'password' | 'link' | 'forgot' | 'register';

/** The ways into an account, one at a time. */
export function SignInForms({ next }: { next: 'account' | 'checkout' }) {
  const t = useTranslations('account');
  const market = useMarket();
  const [way, setWay] = useState<Way>('password');
  const goOn = () => {
    if (next === 'checkout') window.location.assign(hrefIn(market, '/checkout'));
  };
  const signIn = useAccountChange<Record<string, string>>('POST', '/api/account/session');
  const register = useAccountChange<Record<string, string>>('POST', '/api/account/register');
  const link = useAccountChange<Record<string, string>>('POST', '/api/account/link');
  const forgot = useAccountChange<Record<string, string>>('POST', '/api/account/password');
  const email = (
    <Field
      label={t('email')}
      name="email"
      type="email"
      inputMode="email"
      autoComplete="username"
      autoCapitalize="none"
      required
      maxLength={254}
    />
  );
  const other = (to: Way, label: string) => (
    <Button variant="ghost" size="small" className="px-0" onClick={() => setWay(to)}>
      {label}
    </Button>
  );
  const titles: Record<Way, string> = {
    password: t('signIn'),
    link: t('linkTitle'),
    forgot: t('forgotTitle'),
    register: t('register'),
  };
  return (
    <Card className="max-w-lg">
      <h2 className="display mb-5 text-section">{titles[way]}</h2>
      {way === 'password' ? (
        <AccountForm
          label={t('signIn')}
          action={t('signIn')}
          busy={signIn.isPending}
          error={signIn.error?.message}
          onSend={(fields) => signIn.mutate(fields, { onSuccess: goOn })}
        >
          {email}
          <Field
            label={t('password')}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={256}
          />
        </AccountForm>
      ) : null}
      {way === 'register' ? (
        <AccountForm
          label={t('register')}
          action={t('register')}
          busy={register.isPending}
          error={register.error?.message}
          onSend={(fields) => register.mutate({ ...fields, market: market.code }, { onSuccess: goOn })}
        >
          <Field label={t('name')} name="name" autoComplete="name" required maxLength={190} />
          {email}
          <NewPasswordField />
        </AccountForm>
      ) : null}
      {way === 'link' || way === 'forgot' ? (
        <AccountForm
          key={way}
          label={t(way === 'link' ? 'linkTitle' : 'forgotTitle')}
          action={t('sendLink')}
          busy={link.isPending || forgot.isPending}
          error={(way === 'link' ? link : forgot).error?.message}
          done={(way === 'link' ? link : forgot).isSuccess ? t('linkSent') : undefined}
          onSend={(fields) => (way === 'link' ? link : forgot).mutate({ ...fields, market: market.code })}
        >
          <p className="text-muted">{t(way === 'link' ? 'linkText' : 'forgotText')}</p>
          {email}
        </AccountForm>
      ) : null}
      <div className="mt-6 flex flex-wrap gap-x-6 gap-y-1 border-line border-t pt-4">
        {way === 'password' ? null : other('password', t('byPassword'))}
        {way === 'link' ? null : other('link', t('byLink'))}
        {way === 'password' ? other('forgot', t('forgot')) : null}
        {way === 'register' ? null : other('register', t('toRegister'))}
      </div>
    </Card>
  );
}

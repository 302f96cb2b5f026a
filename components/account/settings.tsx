'use client';

import { useState } from 'react';
import type { Customer } from '#lib/customers/index.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { useMarket } from '../ui/market.tsx';
import { useTranslations } from '../ui/words.tsx';
import { AccountForm } from './form.tsx';
import { NewPasswordField } from './new-password-field.tsx';
import { useAccountChange } from './use-account.ts';

type Fields = Record<string, string>;

/** Name, e-mail, password, and the customer's rights over their data. */
export function Settings({ customer }: { customer: Customer }) {
  const t = useTranslations('account');
  const { code } = useMarket();
  const rename = useAccountChange<Fields>('PATCH', '/api/account');
  const email = useAccountChange<Fields>('POST', '/api/account/email');
  const password = useAccountChange<Fields>('PATCH', '/api/account/password');
  const saved = (change: { isSuccess: boolean }, words: string) => (change.isSuccess ? words : undefined);
  return (
    <section aria-labelledby="account-settings">
      <h2 id="account-settings" className="display mb-4 text-section">
        {t('settings')}
      </h2>
      <div className="grid items-start gap-6 lg:grid-cols-3">
        <Card>
          <AccountForm
            label={t('name')}
            action={t('save')}
            busy={rename.isPending}
            error={rename.error?.message}
            done={saved(rename, t('saved'))}
            onSend={(fields) => rename.mutate(fields)}
          >
            <Field
              label={t('name')}
              name="name"
              autoComplete="name"
              defaultValue={customer.name}
              required
              maxLength={190}
            />
          </AccountForm>
        </Card>
        <Card>
          <AccountForm
            label={t('changeEmail')}
            action={t('sendLink')}
            busy={email.isPending}
            error={email.error?.message}
            done={saved(email, t('emailLinkSent'))}
            onSend={(fields) => email.mutate({ ...fields, market: code })}
          >
            <Field
              label={t('newEmail')}
              name="email"
              type="email"
              inputMode="email"
              autoComplete="email"
              hint={t('emailNow', { email: customer.email })}
              required
              maxLength={254}
            />
          </AccountForm>
        </Card>
        <Card>
          <AccountForm
            label={t('changePassword')}
            action={t('save')}
            busy={password.isPending}
            error={password.error?.message}
            done={saved(password, t('saved'))}
            onSend={(fields) => password.mutate({ current: '', ...fields })}
          >
            {customer.hasPassword ? (
              <Field
                label={t('currentPassword')}
                name="current"
                type="password"
                autoComplete="current-password"
                required
                maxLength={256}
              />
            ) : (
              <p className="text-muted">{t('noPassword')}</p>
            )}
            <NewPasswordField />
          </AccountForm>
        </Card>
      </div>
      <YourData />
    </section>
  );
}

function YourData() {
  const t = useTranslations('account');
  const [sure, setSure] = useState(false);
  const remove = useAccountChange<void>('DELETE', '/api/account');
  return (
    <div className="mt-8 grid max-w-2xl justify-items-start gap-4">
      <h3 className="font-medium text-lg">{t('yourData')}</h3>
      <p>
        <a href="/api/account/export" download className="underline underline-offset-4">
          {t('export')}
        </a>
      </p>
      <p className="text-muted">{t('deleteText')}</p>
      {remove.error ? <Alert tone="error">{remove.error.message}</Alert> : null}
      {sure ? (
        <div className="flex flex-wrap gap-3">
          <Button busy={remove.isPending} onClick={() => remove.mutate()}>
            {t('deleteSure')}
          </Button>
          <Button variant="secondary" onClick={() => setSure(false)}>
            {t('cancel')}
          </Button>
        </div>
      ) : (
        <Button variant="secondary" onClick={() => setSure(true)}>
          {t('delete')}
        </Button>
      )}
    </div>
  );
}

'use client';

import type { Country } from '../checkout/address-fields.tsx';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';
import { AddressBook } from './address-book.tsx';
import { Orders } from './orders.tsx';
import { Settings } from './settings.tsx';
import { SignInForms } from './sign-in-forms.tsx';
import { useAccount, useAccountChange } from './use-account.ts';
import { useWishlistMerge } from './use-wishlist.ts';
import { Wishlist } from './wishlist.tsx';

/** The account on one page: everything of it, or the ways in. */
export function AccountView({
  countries,
  next,
}: {
  countries: readonly Country[];
  next: 'account' | 'checkout';
}) {
  const t = useTranslations('account');
  const account = useAccount();
  const signOut = useAccountChange<void>('DELETE', '/api/account/session');
  useWishlistMerge();
  if (account.error) {
    return (
      <div className="grid max-w-xl justify-items-start gap-5">
        <Alert tone="error" title={account.error.message} />
        <Button variant="secondary" onClick={() => void account.refetch()}>
          {t('tryAgain')}
        </Button>
      </div>
    );
  }
  if (!account.data) return <Spinner className="size-6" />;
  const { customer, addresses } = account.data;
  if (!customer) {
    return (
      <div className="grid gap-12">
        <SignInForms next={next} />
        <Wishlist />
      </div>
    );
  }
  return (
    <div className="grid gap-14">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="text-lg">{t('hello', { name: customer.name })}</p>
        <Button variant="secondary" busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('signOut')}
        </Button>
      </div>
      <Orders customer={customer} />
      <AddressBook addresses={addresses} countries={countries} />
      <Wishlist />
      <Settings customer={customer} />
    </div>
  );
}

'use client';

import { useEffect, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { hrefIn, useMarket } from '../ui/market.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';
import { followCheckout } from './browser-checkout.ts';
import { forgetCheckout } from './draft.ts';

/** Where the bank sends the customer back to: asks what became of the payment, and goes on from there. */
export function ReturnView({
  checkoutId,
  redirectResult,
}: {
  checkoutId: string;
  /** What Adyen hands out at the end of 3-D Secure. */
  redirectResult: string | null;
}) {
  const t = useTranslations('checkout');
  const market = useMarket();
  const [outcome, setOutcome] = useState<{ title: string; detail: string; placed?: true } | null>(null);
  useEffect(() => {
    let gone = false;
    void followCheckout(checkoutId, redirectResult).then((answer) => {
      if (gone) return;
      if (answer?.status === 'placed') {
        forgetCheckout(checkoutId);
        // The bank opened another browser than the one that paid.
        if (!answer.accessToken) {
          return setOutcome({ title: t('placedTitle'), detail: t('placedText'), placed: true });
        }
        window.location.replace(hrefIn(market, `/orders/${answer.accessToken}?placed`));
      } else if (answer?.status === 'failed') {
        setOutcome({ title: t('refused'), detail: answer.message });
      } else if (answer?.status === 'requires_action') {
        setOutcome({ title: t('bankNotYet'), detail: t('bankNotYetText') });
      } else if (answer === null) {
        setOutcome({ title: t('unknownTitle'), detail: t('unknownText') });
      } else {
        setOutcome({ title: t('slowTitle'), detail: t('slowText') });
      }
    });
    return () => {
      gone = true;
    };
  }, [checkoutId, redirectResult, market, t]);
  if (!outcome) {
    return (
      <p role="status" className="flex items-center gap-4 text-lg">
        <Spinner className="size-6" /> {t('confirming')}
      </p>
    );
  }
  return (
    <div className="grid max-w-xl justify-items-start gap-6">
      <Alert tone={outcome.placed ? 'success' : 'error'} title={outcome.title}>
        <p>{outcome.detail}</p>
      </Alert>
      {outcome.placed ? null : <ButtonLink href="/checkout">{t('back')}</ButtonLink>}
    </div>
  );
}

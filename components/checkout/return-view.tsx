'use client';

import { useEffect, useState } from 'react';
import { Alert } from '../ui/alert.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { followCheckout, forgetCheckoutId } from './browser-checkout.ts';

/** Where the bank sends the customer back to: asks what became of the payment, and goes on from there. */
export function ReturnView({
  checkoutId,
  redirectResult,
}: {
  checkoutId: string;
  /** What Adyen hands out at the end of 3-D Secure. */
  redirectResult: string | null;
}) {
  const [problem, setProblem] = useState<{ title: string; detail: string } | null>(null);
  useEffect(() => {
    let gone = false;
    void followCheckout(checkoutId, redirectResult).then((answer) => {
      if (gone) return;
      if (answer?.status === 'placed') {
        forgetCheckoutId();
        window.location.replace(`/orders/${answer.accessToken}?placed`);
      } else if (answer?.status === 'failed') {
        setProblem({ title: 'The payment was not accepted', detail: answer.message });
      } else if (answer?.status === 'requires_action') {
        setProblem({
          title: 'Your bank has not confirmed the payment yet',
          detail: 'You were not charged. Go back to the checkout and press Pay once more.',
        });
      } else if (answer === null) {
        setProblem({ title: 'We do not know this checkout', detail: 'Nothing was charged.' });
      } else {
        setProblem({
          title: 'This takes longer than usual',
          detail:
            'We go on asking and will send you an e-mail as soon as the order is placed. You will not be charged twice.',
        });
      }
    });
    return () => {
      gone = true;
    };
  }, [checkoutId, redirectResult]);
  if (!problem) {
    return (
      <p role="status" className="flex items-center gap-4 text-lg">
        <Spinner className="size-6" /> Confirming your payment…
      </p>
    );
  }
  return (
    <div className="grid max-w-xl justify-items-start gap-6">
      <Alert tone="error" title={problem.title}>
        <p>{problem.detail}</p>
      </Alert>
      <ButtonLink href="/checkout">Back to checkout</ButtonLink>
    </div>
  );
}

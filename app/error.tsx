'use client';

import { Button, ButtonLink } from '#components/ui/button.tsx';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="wrap grid justify-items-start gap-6 py-24">
      <h1 className="display text-title">Something went wrong on our side</h1>
      <p className="max-w-prose text-lg text-muted">
        Your cart is safe. If you were paying, open the checkout again: it knows whether your order went
        through.
      </p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={reset}>Try again</Button>
        <ButtonLink href="/" variant="secondary">
          Back to the shop
        </ButtonLink>
      </div>
    </main>
  );
}

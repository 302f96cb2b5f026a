'use client';

import './globals.css';

/** Stands in for the whole document, when even the layout could not be drawn. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong</title>
        <main className="wrap grid justify-items-start gap-6 py-24">
          <h1 className="display text-title">Something went wrong on our side</h1>
          <p className="max-w-prose text-lg text-muted">
            Your cart is safe. If you were paying, open the checkout again: it knows whether your order went
            through.
          </p>
          <div className="flex flex-wrap items-center gap-5">
            <button type="button" onClick={reset} className="button button-primary button-medium">
              Try again
            </button>
            <a href="/" className="underline underline-offset-4">
              Back to the shop
            </a>
          </div>
        </main>
      </body>
    </html>
  );
}

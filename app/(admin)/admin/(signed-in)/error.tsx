'use client';

import { buttonClass, Notice } from '#components/admin/parts.tsx';

export default function AdminError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="space-y-3">
      <Notice tone="bad" title="This page could not be read">
        Most likely the database does not answer; orders already paid are safe.
        {error.digest ? ` The log knows this as ${error.digest}.` : ''}
      </Notice>
      <button type="button" className={buttonClass} onClick={reset}>
        Try again
      </button>
    </div>
  );
}

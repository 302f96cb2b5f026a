'use client';

import { useRouter } from 'next/navigation';
import { buttonClass, inputClass } from './parts.tsx';

/** Asks for the order's state at a moment of the reader's own clock. */
export function StateAtForm({ orderId }: { orderId: string }) {
  const router = useRouter();
  return (
    <form
      className="flex flex-wrap items-end gap-2 border-t border-(--a-line) px-4 py-3"
      action={(form) => {
        const at = new Date(String(form.get('at')));
        if (Number.isNaN(at.getTime())) return;
        router.push(`/admin/orders/${orderId}?${new URLSearchParams({ at: at.toISOString() })}`, {
          scroll: false,
        });
      }}
    >
      <label className="min-w-0 flex-1">
        <span className="mb-1 block text-xs text-(--a-muted)">State as of a moment, your time</span>
        <input className={inputClass} type="datetime-local" name="at" step="1" required />
      </label>
      <button type="submit" className={buttonClass}>
        Show
      </button>
    </form>
  );
}

'use client';

import { type FormEvent, type ReactNode, useRef } from 'react';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';

/** A form of the account: sends its fields as they are named, says what went wrong, and what was done. */
export function AccountForm({
  label,
  action,
  busy,
  error,
  done,
  onSend,
  children,
}: {
  /** The form's name for screen readers. */
  label: string;
  action: string;
  busy: boolean;
  error?: string | undefined;
  done?: string | undefined;
  onSend: (fields: Record<string, string>) => void;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const fields = [...new FormData(event.currentTarget)].map(
      ([name, value]) => [name, String(value)] as const,
    );
    onSend(Object.fromEntries(fields));
    // After React has marked what is missing.
    setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0);
  };
  return (
    <form ref={form} aria-label={label} onSubmit={send} className="grid gap-4">
      {children}
      {error ? <Alert tone="error">{error}</Alert> : null}
      {done ? <Alert tone="success">{done}</Alert> : null}
      <Button type="submit" busy={busy} className="justify-self-start">
        {action}
      </Button>
    </form>
  );
}

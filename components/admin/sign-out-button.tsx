'use client';

import { useState } from 'react';
import { send } from './send.ts';

export function SignOutButton() {
  const [message, setMessage] = useState<string | null>(null);
  async function signOut() {
    const answer = await send('DELETE', '/api/admin/session');
    if (answer.ok) window.location.assign('/admin/sign-in');
    else setMessage('Not signed out: try again');
  }
  return (
    <button
      type="button"
      className="rounded px-1 py-1 text-(--a-muted) hover:text-(--a-ink) hover:underline"
      onClick={() => void signOut()}
    >
      {message ?? 'Sign out'}
    </button>
  );
}

'use client';

import { useState } from 'react';
import { type FieldErrors, fieldErrors } from './form.tsx';
import type { Message } from './purge-message.ts';
import { send } from './send.ts';

/** What a form sends: whether an answer is awaited, which fields the last one found wrong, and what is said of it. */
export function useSend() {
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<Message | null>(null);

  /** Sends it. A refusal is said, with the fields it names, and null is answered. */
  async function ask<T>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<T | null> {
    setBusy(true);
    setErrors({});
    setMessage(null);
    const answer = await send<T>(method, path, body);
    setBusy(false);
    if (answer.ok) return answer.value;
    const { problem } = answer;
    setErrors(fieldErrors(problem));
    setMessage({ tone: 'bad', title: problem.title, detail: problem.detail });
    return null;
  }

  return { busy, errors, message, say: setMessage, ask };
}

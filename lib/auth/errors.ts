/** The session Redis does not answer: nobody can be recognised, so nobody is let in. */
export class SessionStoreDown extends Error {
  readonly retryable = true;
  constructor(cause: unknown) {
    super('The session store does not answer', { cause });
    this.name = 'SessionStoreDown';
  }
}

export type SignInError =
  | { kind: 'invalid_credentials' }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'paused' };

/** One sentence for people. Unknown e-mail and wrong password read the same on purpose. */
export const signInMessages: Record<SignInError['kind'], { title: string; detail: string }> = {
  invalid_credentials: {
    title: 'That did not work',
    detail: 'The e-mail address or the password is not right.',
  },
  rate_limited: {
    title: 'Too many tries',
    detail: 'Wait a quarter of an hour, then try again.',
  },
  paused: {
    title: 'Sign-in is paused',
    detail: 'Staff sessions cannot be stored right now. The shop keeps selling; try again in a minute.',
  },
};

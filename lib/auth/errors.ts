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
  | { kind: 'second_factor_needed' }
  | { kind: 'wrong_code' }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'paused' };

/** One sentence for people. Unknown e-mail and wrong password read the same on purpose. */
export const signInMessages: Record<SignInError['kind'], { title: string; detail: string }> = {
  invalid_credentials: {
    title: 'That did not work',
    detail: 'The e-mail address or the password is not right.',
  },
  second_factor_needed: {
    title: 'One more step',
    detail: 'Type the code that your authenticator app shows, or one of your recovery codes.',
  },
  wrong_code: {
    title: 'That code did not work',
    detail: 'It may be used already or too old. Wait for the next one, and check the clock of your phone.',
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

/** Why an account was not changed. */
export type StaffError =
  | { kind: 'not_found' }
  | { kind: 'email_taken' }
  | { kind: 'last_owner' }
  | { kind: 'wrong_password' }
  | { kind: 'wrong_code' }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'not_begun' }
  | { kind: 'link_ended' }
  | { kind: 'required' };

export const staffMessages: Record<StaffError['kind'], { status: number; title: string; detail?: string }> = {
  not_found: { status: 404, title: 'There is no such account' },
  email_taken: { status: 409, title: 'A colleague has this e-mail address' },
  last_owner: {
    status: 409,
    title: 'The last owner stays',
    detail: 'Somebody must be able to change everything. Make another colleague an owner first.',
  },
  wrong_password: { status: 422, title: 'That is not your password' },
  wrong_code: {
    status: 422,
    title: 'That code did not work',
    detail: 'It may be used already or too old. Wait for the next one, and check the clock of your phone.',
  },
  rate_limited: { status: 429, ...signInMessages.rate_limited },
  not_begun: {
    status: 409,
    title: 'Begin again',
    detail: 'There is no second factor waiting to be confirmed.',
  },
  link_ended: {
    status: 410,
    title: 'This link has ended',
    detail: 'It was used, replaced, or is older than three days. Ask an owner for a new one.',
  },
  required: { status: 409, title: 'Your role needs a second factor', detail: 'Set up another one instead.' },
};

export type CustomerError =
  | { kind: 'wrong_credentials' }
  | { kind: 'email_taken' }
  | { kind: 'link_used_up' }
  | { kind: 'not_found' }
  | { kind: 'too_many'; limit: number }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'sessions_away' };

/** The session Redis does not answer: nobody can be recognised. */
export class CustomerSessionsAway extends Error {
  readonly retryable = true;
  constructor(cause: unknown) {
    super('The session store does not answer', { cause });
    this.name = 'CustomerSessionsAway';
  }
}

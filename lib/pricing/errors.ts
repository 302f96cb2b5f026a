/** A cart that cannot be priced because its caller did not validate it first: a bug, so it throws. */
export class PricingError extends Error {
  readonly code: 'bad_line' | 'bad_shipping' | 'too_large';

  constructor(code: PricingError['code'], message: string) {
    super(message);
    this.name = 'PricingError';
    this.code = code;
  }
}

/** A cart that cannot be priced because its caller did not validate it first: a bug, so it throws. */
export class PricingError extends Error {
  readonly code: 'bad_line' | 'too_large' | 'unknown_country' | 'unknown_shipping_method';

  constructor(code: PricingError['code'], message: string) {
    super(message);
    this.name = 'PricingError';
    this.code = code;
  }
}

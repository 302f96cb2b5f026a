/** Pages that say what went wrong, and the same for what the browser asks for by itself. */
export const problems = {
  notFoundTitle: 'This page has sailed',
  notFoundText: 'It is not here, or not any more. Perhaps the search finds what you were after.',
  errorTitle: 'Something went wrong on our side',
  errorText:
    'Your cart is safe. If you were paying, open the checkout again: it knows whether your order went through.',
  backToShop: 'Back to the shop',
  offline: 'We could not reach the shop. Check your connection and try again.',
  cartSilent: 'Your cart did not answer. Please try again.',
} as const;

/** What is said while more people want something than the shop can serve. Never sent to the browser as messages. */
export const busy = {
  title: 'So many visitors just now',
  text: 'The shop is full for a moment, and this page could not be made. Your cart is safe, and nothing was charged.',
  again: 'We try again by ourselves in {seconds, plural, one {# second} other {# seconds}}.',
  now: 'Try now',
  awayTitle: 'Back in a moment',
  awayText:
    'This page could not be made just now. Your cart is safe. If you were paying, open the checkout again: it knows whether your order went through, and you will not be charged twice.',
  nothingDone: 'Nothing was changed, and nothing was charged. Please try again in a few seconds.',
} as const;

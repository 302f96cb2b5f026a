/** Writing a review: the browser gets these on product pages. */
export const review = {
  write: 'Write a review',
  who: 'For those who have it: open the link in the mail about your order, or sign in.',
  stars: 'Stars',
  star: '{count, plural, one {# star} other {# stars}}',
  title: 'In a few words (optional)',
  body: 'What is it like?',
  bodyHint: 'Up to 4,000 characters. We read it before it is shown.',
  name: 'Your name, as others see it',
  send: 'Send review',
  thanks: 'Thank you. We read it and show it soon.',
  offline: 'The shop did not answer. Your text is still here: try again.',
  notSignedIn:
    'Open the link in the mail about your order, or sign in first: reviews are by those who have it.',
  notBought: 'We find no order of yours with it. Was it bought with another address?',
  notReceived: 'It is not on its way to you yet. Come back when you have it.',
  alreadyReviewed: 'You have reviewed it already. Thank you!',
  tooMany: 'That were many reviews in an hour. Try again later.',
  refused: 'That did not go. Check stars, text and name.',
  more: 'Show more reviews',
} as const;

/** The page of those who wait for a sale in line. Never sent to the browser as messages. */
export const line = {
  title: 'You are in line',
  /** Of the browser's tab. */
  tab: '{ahead, plural, =0 {You are next} other {# before you}} · In line',
  place:
    'Your number is {number, number}. {ahead, plural, =0 {Nobody is before you.} one {One person is before you.} other {# people are before you.}}',
  starts: 'The sale begins at {time}. Then numbers are called in the order in which people came.',
  estimate:
    'At the present pace it is your turn in about {minutes, plural, one {# minute} other {# minutes}}. That may change.',
  soon: 'It should be your turn within a minute or two.',
  keep: 'You need not do anything: this page looks again every {seconds, plural, one {# second} other {# seconds}}. If you close it and come back, you still have your place.',
  turnTitle: 'It is your turn',
  turnText: 'Go back and put it into your cart. Until the sale ends you need not wait again.',
  turnGo: 'To the shop',
  back: 'Look around meanwhile',
  tooManyTitle: 'One place is enough',
  tooManyText:
    'Very many places were asked for from your address. Those you have still count; this page tries again in a while.',
} as const;

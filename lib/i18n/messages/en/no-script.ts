/** What stands in the place of what scripts make, where there are none. Never sent to the browser as messages. */
export const noScript = {
  off: 'This page needs JavaScript, and your browser has it switched off. Switch it on and load the page again.',
  reach: 'Or reach us without it:',
} as const;

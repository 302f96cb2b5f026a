/** A pattern for LIKE of what begins with this text, whose `%`, `_` and a backslash stand for themselves. Pure. */
export const likeBeginning = (text: string): string =>
  `${text.replaceAll(/[\\%_]/g, (found) => `\\${found}`)}%`;

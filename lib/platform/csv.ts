// A spreadsheet runs a cell that begins like a formula; written, such a text gets an apostrophe, and loses it when read.
const formula = /^'*[=+\-@\t\r\n]/;

/** The text with an apostrophe before what a spreadsheet would run. */
export const guardedCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** What `guardedCell` was given. */
export const unguardedCell = (text: string): string =>
  text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;

// Semicolons and tabs too: some spreadsheets take them for separators.
const quoted = (text: string) =>
  /[",;\n\r\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** One line of a CSV file as RFC 4180 has it, its end included. No cell is a formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(guardedCell(cell))).join(',')}\r\n`;
}

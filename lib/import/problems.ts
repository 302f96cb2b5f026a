/** Why a row did not go in as it is: the line of the file it begins on, the column, and the reason in words. */
export type Problem = { line: number; column: string; reason: string };

/** One row of a file: where it begins, and its cells by the column's name as the file writes it. */
export type Row = { line: number; cells: ReadonlyMap<string, string>; raw: readonly string[] };

/** A row that cannot be read at all, as it stands in the file. */
export type BrokenRow = { problem: Problem; raw: readonly string[] };

/** Problems kept in memory for a summary; all of them are in the report file. */
export const maxProblems = 1_000;

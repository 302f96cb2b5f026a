import { checkWhenSettled, printReport } from '../load/checker/index.ts';

/** `npm run check:money`: holds the ledgers of this checkout's stack against I1 to I5. Exit code 1 if any is broken. */
process.exit(printReport(await checkWhenSettled({ limitMs: 120_000 })));

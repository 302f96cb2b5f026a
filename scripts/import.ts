import { parseArgs } from 'node:util';
import cliProgress from 'cli-progress';
import { importErrorText, importFile } from '#lib/import/index.ts';
import { closeDb, systemContext } from '#lib/platform/index.ts';

/** `npm run import -- FILE`: exit 1 if the file cannot be read, 2 if nothing of it went in. */

const usage = `Usage: npm run import -- FILE [--dry-run] [--report FILE]
  FILE       products as Shopify, WooCommerce, Vendure, Google Merchant (XML or TSV) or Ballast export them
  --dry-run  says what would change, and changes nothing
  --report   where to write the rows that did not go in, to be mended and imported again (default: FILE.problems.csv)`;

const shown = 20;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean', default: false }, report: { type: 'string' } },
  });
  const [path] = positionals;
  if (!path || positionals.length > 1) {
    console.error(usage);
    return 1;
  }
  const extension = /\.(ndjson|jsonl)$/i.test(path) ? 'ndjson' : 'csv';
  const reportPath = values.report ?? `${path}.problems.${extension}`;
  const dryRun = values['dry-run'];
  const bar = new cliProgress.SingleBar(
    {
      format: '{bar} {percentage} % | {done} products, {problems} problems | {duration_formatted}',
      noTTYOutput: false,
    },
    cliProgress.Presets.shades_classic,
  );
  const began = performance.now();
  let started = false;
  const result = await importFile(systemContext('import'), {
    path,
    dryRun,
    reportPath,
    onProgress: ({ bytes, bytesRead, created, updated, unchanged, problems }) => {
      if (!started) bar.start(bytes, 0, { done: 0, problems: 0 });
      started = true;
      bar.update(bytesRead, { done: created + updated + unchanged, problems });
    },
  });
  if (started) bar.stop();
  if (!result.ok) {
    console.error(`Cannot import ${path}: ${importErrorText(result.error)}`);
    return 1;
  }
  const { format, encoding, created, updated, unchanged, problems, problemList, ignoredColumns, reported } =
    result.value;
  const seconds = (performance.now() - began) / 1_000;
  const products = created + updated + unchanged;
  console.log(`${format}, ${encoding}${dryRun ? ', dry run: nothing was written' : ''}`);
  if (ignoredColumns.length > 0) console.log(`columns not read: ${ignoredColumns.join(', ')}`);
  for (const { line, column, reason } of problemList.slice(0, shown)) {
    console.log(`line ${line}${column ? `, ${column}` : ''}: ${reason}`);
  }
  if (problems > shown) console.log(`… and ${problems - shown} more`);
  if (reported) console.log(`what did not go in, to be mended: ${reportPath}`);
  console.log(
    `${created} created, ${updated} updated, ${unchanged} unchanged, ${problems} problems reported`,
  );
  const rate = Math.round(products / Math.max(seconds, 0.001));
  const peak = Math.round(process.resourceUsage().maxRSS / 1_024);
  console.log(`${seconds.toFixed(1)} s, ${rate} products/s, ${peak} MB at most`);
  return problems > 0 && products === 0 ? 2 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeDb();
}

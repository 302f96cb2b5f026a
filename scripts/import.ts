import { createReadStream } from 'node:fs';
import { importShopifyCsv } from '#lib/catalogue/index.ts';
import { closeDb, systemContext } from '#lib/platform/index.ts';

/** `npm run import -- FILE.csv`: exit 1 if the file cannot be read, 2 if nothing of it went in. */

async function main(file: string | undefined): Promise<number> {
  if (!file) {
    console.error('Usage: npm run import -- FILE.csv   (a product CSV as Shopify exports it)');
    return 1;
  }
  try {
    const report = await importShopifyCsv(systemContext('import'), createReadStream(file));
    const { created, updated, unchanged, rejected } = report;
    for (const { line, column, reason } of rejected) {
      console.log(`line ${line}${column ? `, ${column}` : ''}: ${reason}`);
    }
    console.log(
      `${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected.length} problems reported`,
    );
    return rejected.length > 0 && created + updated + unchanged === 0 ? 2 : 0;
  } catch (error) {
    console.error(`Cannot import ${file}: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    await closeDb();
  }
}

process.exitCode = await main(process.argv[2]);

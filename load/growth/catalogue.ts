import { parseArgs } from 'node:util';
import { closeDb, closeRedis } from '#lib/platform/index.ts';
import { generateCatalogue } from './generate-catalogue.ts';
import { openDoors, readAdmin, readPages, readSearch } from './readings.ts';
import { settleDatabase } from './settle-database.ts';
import { conclude, type Stage, sizesOf, stageOf } from './verdict.ts';

/** `npm run load -- catalogue-growth`. @returns 0 when nothing grows beyond its limit. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      products: { type: 'string', default: '1000,10000,100000' },
      times: { type: 'string', default: '100' },
      compare: { type: 'string' },
    },
  });
  const sizes = sizesOf(values.products, 500);
  const times = Number(values.times);
  const startedAt = new Date().toISOString();
  const stages: Stage[] = [];
  let had = 0;
  for (const size of sizes) {
    console.log(`\n${size.toLocaleString('en')} products`);
    await generateCatalogue(had, size);
    had = size;
    await settleDatabase();
    const asking = await openDoors();
    await readPages(asking, size, times);
    await readSearch(asking, size, times);
    await readAdmin(asking, size);
    stages.push(stageOf(size, asking.readings));
  }
  const code = conclude(
    { scenario: 'catalogue-growth', startedAt, unit: 'products' },
    stages,
    values.compare,
  );
  await closeDb();
  closeRedis();
  return code;
}

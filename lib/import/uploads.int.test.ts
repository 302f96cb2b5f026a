import { afterAll, expect, test } from 'vitest';
import { historyOf } from '#lib/audit/index.ts';
import { closeDb, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { getImportReport, importUpload, maxUploadBytes, receiveUpload } from './index.ts';

const ctx = systemContext('test');
const sku = `UP-${uuidv7()}`;
const csv = `Handle,Title,Variant SKU,Variant Price
${sku.toLowerCase()},Sent,${sku},9.00
${sku.toLowerCase()}-bad,Bad,${sku}-BAD,nine
`;
const body = (text: string) => new Response(text).body;
const send = async (text: string, dryRun: boolean) => {
  const received = await receiveUpload(ctx, { name: 'shop.csv', body: body(text), dryRun });
  if (!received.ok) throw new Error(received.error.kind);
  const done = await importUpload(ctx, { upload: received.value, onProgress: () => undefined });
  return { id: received.value.id, done };
};

afterAll(closeDb);

test('a file that was sent goes in with one audit entry, and its bad rows come back as a report', async () => {
  const { id, done } = await send(csv, false);
  expect(done).toMatchObject({ ok: true, value: { created: 1, problems: 1, reported: true } });
  expect(await historyOf(`import:${id}`)).toMatchObject([
    { action: 'import.started', after: { name: 'shop.csv', bytes: csv.length } },
  ]);
  expect(await getImportReport(id)).toMatchObject({ name: 'problems.csv' });
  expect(await getImportReport('../../etc')).toBeNull();
  expect(await getImportReport(uuidv7())).toBeNull();
});

test('a dry run leaves no entry; an empty file and one that is too large are refused', async () => {
  const { id, done } = await send(csv, true);
  expect(done).toMatchObject({ ok: true, value: { unchanged: 1 } });
  expect(await historyOf(`import:${id}`)).toEqual([]);
  expect(await receiveUpload(ctx, { name: 'x', body: body(''), dryRun: false })).toMatchObject({
    error: { kind: 'empty' },
  });
  const piece = new Uint8Array(10_000_000);
  let left = maxUploadBytes + 1;
  const large = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= piece.length;
      controller.enqueue(piece);
      if (left <= 0) controller.close();
    },
  });
  expect(await receiveUpload(ctx, { name: 'x', body: large, dryRun: false })).toMatchObject({
    error: { kind: 'too_large' },
  });
});

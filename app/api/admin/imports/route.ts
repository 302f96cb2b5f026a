import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { importErrorText, importUpload, receiveUpload } from '#lib/import/index.ts';
import { logger, problem } from '#lib/platform/index.ts';

const querySchema = z.object({
  name: z.string().max(255).default('file'),
  dryRun: z.enum(['0', '1']).default('0'),
});
const log = logger('import');
let running = false;

/**
 * Imports the file in the body, as `?name=` calls it; `?dryRun=1` only says what would change. Answers with JSON lines:
 * how far it is, and at last `done` or `failed`. It goes on when nobody listens any more.
 */
export async function POST(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'catalogue.import');
  if (!staff.ok) return staff.error;
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return problem(422, 'invalid_input', 'That address is not right');
  if (running) return problem(409, 'import_running', 'Another import is running', 'Wait until it is done.');
  running = true;
  const ctx = staffContext(staff.value);
  const { name } = query.data;
  const dryRun = query.data.dryRun === '1';
  const received = await receiveUpload(ctx, { name, body: request.body, dryRun }).catch((error: unknown) => {
    running = false;
    throw error;
  });
  if (!received.ok) {
    running = false;
    return received.error.kind === 'empty'
      ? problem(422, 'empty', 'The file is empty')
      : problem(413, 'body_too_large', 'The file is larger than 100 MB', 'Use npm run import, or cut it.');
  }
  const upload = received.value;
  const lines = new TransformStream<string, string>();
  const writer = lines.writable.getWriter();
  const say = (line: object) => void writer.write(`${JSON.stringify(line)}\n`).catch(() => undefined);
  // Headers go out at once, before the first 200 products are in.
  say({ progress: { created: 0, updated: 0, unchanged: 0, problems: 0, bytesRead: 0, bytes: upload.bytes } });
  void importUpload(ctx, { upload, onProgress: (progress) => say({ progress }) })
    .then((done) =>
      say(done.ok ? { done: { ...done.value, id: upload.id } } : { failed: importErrorText(done.error) }),
    )
    .catch((error: unknown) => {
      log.error({ error: String(error), import: upload.id }, 'an import broke off');
      say({ failed: 'it broke off; what went in before stays, and the same file again goes on from there' });
    })
    .finally(() => {
      running = false;
      void writer.close().catch(() => undefined);
    });
  return new Response(lines.readable.pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}

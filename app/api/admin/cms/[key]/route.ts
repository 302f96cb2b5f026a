import { z } from 'zod';
import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { discardCmsDraft, publishCmsBlock, saveCmsDraft } from '#lib/catalogue/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { editedBlock } from '../cms-answers.ts';

const expectedVersion = z.int().min(0);
const bodySchema = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('save_draft'),
    title: z.string().trim().min(1, 'Say what it is called').max(255),
    bodyHtml: z.string().refine((html) => Buffer.byteLength(html) <= 60_000, 'Longer than 60 kB'),
    expectedVersion,
  }),
  z.object({ do: z.literal('publish'), expectedVersion }),
  z.object({ do: z.literal('discard_draft'), expectedVersion }),
]);

/** Keeps, publishes or discards the draft of a text. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'content.edit');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, bodySchema, 200_000);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  const input = { key: (await params).key, ...body.value };
  switch (input.do) {
    case 'save_draft':
      return editedBlock(ctx, await saveCmsDraft(ctx, input), { purges: false });
    case 'publish':
      return editedBlock(ctx, await publishCmsBlock(ctx, input), { purges: true });
    case 'discard_draft':
      return editedBlock(ctx, await discardCmsDraft(ctx, input), { purges: false });
  }
}

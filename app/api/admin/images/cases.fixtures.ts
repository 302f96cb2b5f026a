import sharp from 'sharp';
import { queueImage } from '#lib/media/index.ts';
import { db, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /images',
    audits: 0,
    call: async () => ({
      body: new Uint8Array(
        await sharp({ create: { width: 32, height: 32, channels: 3, background: '#147' } })
          .png()
          .toBuffer(),
      ),
    }),
  },
  {
    route: 'POST /images/[hash]/retry',
    audits: 1,
    call: async () => {
      const source = `https://pictures.invalid/${uuidv7()}.jpg`;
      await withTransaction((tx) => queueImage(tx, systemContext('test'), { source }));
      const { hash } = await db().mediaJob.findFirstOrThrow({ where: { source } });
      await db().mediaJob.update({ where: { hash }, data: { status: 'failed', lastError: 'gone' } });
      return { params: { hash } };
    },
  },
];

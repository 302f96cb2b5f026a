import { problem } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';

const unknown = () => problem(404, 'unknown_address', 'There is no such address in this API');

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };

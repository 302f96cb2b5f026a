import { handlers } from '#lib/auth/next-session.ts';

export const { GET, POST } = handlers;

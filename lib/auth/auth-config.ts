import type { NextAuthConfig } from 'next-auth';
import credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { env, logger, systemContext } from '#lib/platform/index.ts';
import { authenticate } from './authenticate.ts';
import type { SignInError } from './errors.ts';
import { openSession } from './open-session.ts';
import { clientAddress } from './request-guards.ts';
import { originSchema, sessionRecordSchema, staffSchema } from './schemas.ts';
import {
  destroySession,
  readSession,
  secureCookies,
  sessionCookie,
  sessionLifeSeconds,
} from './session-store.ts';

// How a session began, on its way from `authorize` to where it is stored.
const begunSchema = originSchema.extend({
  mustEnrol: sessionRecordSchema.shape.mustEnrol,
  epoch: z.number(),
});

/**
 * next-auth with the session on the server: `encode` stores it and hands out an opaque token, `decode`
 * looks the token up. (next-auth refuses its own database sessions for passwords.)
 * @param refuse makes the error next-auth wants for a refused sign-in; its class cannot be loaded without Next
 */
export function authConfig(refuse: (error: SignInError) => Error): NextAuthConfig {
  const log = logger('auth');
  return {
    basePath: '/api/auth',
    secret: env.AUTH_SECRET,
    // Only our own proxies reach the web processes; addresses are made from SHOP_URL (`redirect`) anyway.
    trustHost: true,
    pages: { signIn: '/admin/sign-in', signOut: '/admin', error: '/admin/sign-in' },
    // The cookie lives as long as a session may; Redis ends the idle ones.
    session: { strategy: 'jwt', maxAge: sessionLifeSeconds },
    cookies: {
      sessionToken: {
        name: sessionCookie,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies },
      },
    },
    providers: [
      credentials({
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        async authorize(input, request) {
          const address = clientAddress(request.headers);
          const result = await authenticate(systemContext('auth'), input, address);
          if (!result.ok) throw refuse(result.error);
          const agent = (request.headers.get('user-agent') ?? '').slice(0, 300);
          const { staff, ...begun } = result.value;
          return { ...staff, ...begun, address, agent };
        },
      }),
    ],
    jwt: {
      async encode({ token }) {
        // A token read from Redis keeps its name; only a sign-in starts a session.
        if (typeof token?.opaque === 'string') return token.opaque;
        const { address, agent, ...begun } = begunSchema.parse(token?.begun);
        const signedIn = { staff: staffSchema.parse(token?.staff), ...begun };
        const opened = await openSession(systemContext('auth'), signedIn, { address, agent });
        if (opened === null) throw refuse({ kind: 'invalid_credentials' });
        return opened;
      },
      async decode({ token }) {
        const staff = token ? await readSession(systemContext('auth'), token) : null;
        return staff ? { opaque: token, staff } : null;
      },
    },
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { staff: staffSchema.parse(user), begun: begunSchema.parse(user) } : token,
      // Named fields only: whatever is returned here goes to the browser.
      session: ({ session, token }) => ({
        user: staffSchema.parse(token.staff),
        expires: session.expires,
      }),
      redirect: ({ url }) => {
        const target = new URL(url, env.SHOP_URL);
        return target.origin === new URL(env.SHOP_URL).origin ? target.href : env.SHOP_URL;
      },
    },
    events: {
      async signOut(message) {
        const opaque = 'token' in message ? message.token?.opaque : undefined;
        if (typeof opaque === 'string') await destroySession(opaque);
      },
    },
    logger: {
      error: (error) => {
        if (!('refusal' in error)) log.warn({ error: error.message, kind: error.name }, 'next-auth');
      },
      warn: (code) => log.warn({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}

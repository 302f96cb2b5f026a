import { type Algorithm, hash, verify } from '@node-rs/argon2';

// OWASP's argon2id: 19 MiB, two passes, one lane; about 30 ms of one core.
const options = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

// The hash of random bytes nobody kept: verifying against it costs an unknown e-mail as much as a known one.
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$0vf/EINyym/j/2qBABuhOw$wC4JZZHrEjhzIA2AWucBM+fYWDVPW5YAXjhLCLyAltM';

/** The argon2id hash to store, in PHC format. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** Whether the password fits. Does the same work when there is no such account (`stored` null). */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? nobody, password);
  return fits && stored !== null;
}

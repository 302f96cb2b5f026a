/** The error body of our API, as the admin's forms read it. */
export type Problem = { status: number; code: string; title: string; detail?: string } & Record<
  string,
  unknown
>;

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** Sends JSON to our API; an answer that never came is a problem like the others. */
export async function send<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    if (response.ok) return { ok: true, value: parsed as T };
    return { ok: false, problem: parsed as Problem };
  } catch {
    return {
      ok: false,
      problem: {
        status: 0,
        code: 'no_answer',
        title: 'No answer',
        detail: 'The server did not answer. Check your connection and try again.',
      },
    };
  }
}

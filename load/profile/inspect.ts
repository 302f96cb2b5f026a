import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type CpuProfile, cpuProfileSchema } from './cpu-profile.ts';

/** Where Node opens its inspector on SIGUSR1, on loopback only (https://nodejs.org/api/debugger.html). */
const inspector = 'http://127.0.0.1:9229';
const sampleEveryUs = 500;
const limitMs = 30_000;

const targetsSchema = z.array(z.looseObject({ webSocketDebuggerUrl: z.string() }));
const answerSchema = z.looseObject({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});
type Call = (method: string, params?: object) => Promise<unknown>;

async function targetUrl(): Promise<string | null> {
  try {
    const response = await fetch(`${inspector}/json/list`, { signal: AbortSignal.timeout(1_000) });
    return targetsSchema.parse(await response.json())[0]?.webSocketDebuggerUrl ?? null;
  } catch {
    return null;
  }
}

async function connect(url: string): Promise<{ call: Call; close: () => void }> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = answerSchema.parse(JSON.parse(String(data)));
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id !== undefined) waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  });
  await new Promise<void>((done, fail) => {
    socket.addEventListener('open', () => done(), { once: true });
    socket.addEventListener('error', () => fail(new Error('The inspector did not answer')), { once: true });
  });
  const call: Call = async (method, params = {}) => {
    const id = ++last;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer);
    socket.send(JSON.stringify({ id, method, params }));
    const timer = setTimeout(() => answer.reject(new Error(`${method}: no answer in 30 s`)), limitMs);
    return answer.promise.finally(() => clearTimeout(timer));
  };
  return { call, close: () => socket.close() };
}

const evaluated = z.looseObject({ result: z.looseObject({ value: z.unknown() }) });

/**
 * Profiles a running Node process for a while, from outside: no flag, no restart.
 * @throws Error when another process has the inspector's port, or this one does not open it.
 */
export async function profileProcess(pid: number, lastsMs: number): Promise<CpuProfile> {
  if (await targetUrl()) throw new Error('Another process is being inspected on port 9229');
  process.kill(pid, 'SIGUSR1');
  let url: string | null = null;
  for (let round = 0; round < 50 && !url; round++) {
    await wait(100);
    url = await targetUrl();
  }
  if (!url) throw new Error(`Process ${pid} did not open its inspector`);
  const { call, close } = await connect(url);
  const value = async (expression: string) =>
    evaluated.parse(await call('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  try {
    const found = await value('process.pid');
    if (found !== pid) throw new Error(`Process ${String(found)} has the inspector's port, not ${pid}`);
    await call('Profiler.enable');
    await call('Profiler.setSamplingInterval', { interval: sampleEveryUs });
    await call('Profiler.start');
    await wait(lastsMs);
    const stopped = z.looseObject({ profile: cpuProfileSchema }).parse(await call('Profiler.stop'));
    return stopped.profile;
  } finally {
    // Closes the port; the answer may not come any more.
    await value("setTimeout(() => process.getBuiltinModule('node:inspector').close(), 50) && 0").catch(
      () => undefined,
    );
    close();
  }
}

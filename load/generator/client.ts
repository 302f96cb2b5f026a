import { Agent, request as ask, type IncomingHttpHeaders } from 'node:http';
import { request as askTls, Agent as TlsAgent } from 'node:https';

export type Answer = {
  /** 0: no answer within the limit. */
  status: number;
  headers: IncomingHttpHeaders;
  cache: string;
  setCookies: string[];
  body: Buffer;
  encoding: string;
  sent: number;
  ended: number;
};

const limitMs = 35_000;
/** As many connections as a process opens; more wait, and their latency counts from when they should have been sent. */
const mostConnections = 2_000;

const options = { keepAlive: true, maxSockets: mostConnections, scheduling: 'lifo' } as const;
const agents = { 'http:': new Agent(options), 'https:': new TlsAgent(options) };

/** One request, read to its end. Never throws: what went wrong is status 0. */
export function send(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer> {
  const sent = performance.now();
  const secure = url.protocol === 'https:';
  return new Promise((done) => {
    const parts: Buffer[] = [];
    const end = (from: Partial<Answer>) =>
      done({
        ...{ status: 0, headers: {}, cache: '', setCookies: [], encoding: '' },
        ...{ body: Buffer.concat(parts), sent, ended: performance.now() },
        ...from,
      });
    const asked = (secure ? askTls : ask)(
      url,
      { method, headers, agent: secure ? agents['https:'] : agents['http:'], timeout: limitMs },
      (answer) => {
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          end({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            cache: String(answer.headers['x-cache'] ?? ''),
            setCookies: answer.headers['set-cookie'] ?? [],
            encoding: answer.headers['content-encoding'] ?? '',
          }),
        );
        answer.on('error', () => end({}));
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('too late')));
    asked.on('error', () => end({}));
    asked.end(body);
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';
import { logger, runProcess } from '#lib/platform/index.ts';
import { edgeSpan, type StoredSpan, storeSpans, varnishSpan } from '#lib/tracing/index.ts';

/**
 * `node workers/processes/edge-tracer.ts UDP_PORT [VARNISH_DIR …]`: turns what nginx (syslog over UDP) and Varnish
 * (its shared log, by varnishncsa) say of requests that move an order into spans of the order's trace.
 */
const [port = '', ...varnishDirs] = process.argv.slice(2);
const log = logger('edge-tracer');
const flushEveryMs = 500;
const mostWaiting = 2_000;
const againMs = 2_000;

const format = JSON.stringify({
  traceparent: '%{traceparent}i',
  method: '%m',
  path: '%U',
  status: '%s',
  started: '%{VSL:Timestamp:Start[1]}x',
  took_us: '%D',
  first_byte: '%{Varnish:time_firstbyte}x',
  handling: '%{Varnish:handling}x',
});

const waiting: StoredSpan[] = [];
const keep = (span: StoredSpan | null) => {
  if (span && waiting.length < mostWaiting) waiting.push(span);
};

async function flush(): Promise<void> {
  const spans = waiting.splice(0, 500);
  if (spans.length === 0) return;
  await storeSpans(spans).catch((error: unknown) => {
    log.warn({ spans: spans.length, error: String(error) }, 'spans of the edge were lost');
  });
}

const readers = new Set<ChildProcess>();
let stopping = false;

/** Reads one Varnish's log, and again when Varnish was started anew. */
function readVarnish(dir: string): void {
  if (stopping) return;
  const reader = spawn(
    'varnishncsa',
    ['-n', dir, '-t', 'off', '-F', format, '-q', 'ReqHeader:traceparent ~ "-01$"'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  readers.add(reader);
  createInterface({ input: reader.stdout }).on('line', (line) => keep(varnishSpan(line)));
  reader.on('error', (error) => log.warn({ dir, error: error.message }, 'cannot read the log of Varnish'));
  reader.on('close', () => {
    readers.delete(reader);
    if (!stopping) setTimeout(() => readVarnish(dir), againMs).unref();
  });
}

const socket = createSocket('udp4');
const timer = setInterval(() => void flush(), flushEveryMs);
await runProcess('edge-tracer', {
  start: async () => {
    socket.on('message', (message) => keep(edgeSpan(message.toString('utf8'))));
    await new Promise<void>((listening) => socket.bind(Number(port), '127.0.0.1', listening));
    for (const dir of varnishDirs) readVarnish(dir);
  },
  stop: async () => {
    stopping = true;
    clearInterval(timer);
    socket.close();
    for (const reader of readers) reader.kill('SIGTERM');
    await flush();
  },
});

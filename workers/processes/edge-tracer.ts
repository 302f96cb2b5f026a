import { createSocket } from 'node:dgram';
import { logger, runProcess } from '#lib/platform/index.ts';
import { edgeSpans, type StoredSpan, storeSpans } from '#lib/tracing/index.ts';

/**
 * `node workers/processes/edge-tracer.ts UDP_PORT`: turns what nginx says (by syslog over UDP) of requests that move an
 * order into spans of the order's trace: its own, and that of the Varnish behind it.
 */
const [port = ''] = process.argv.slice(2);
const log = logger('edge-tracer');
const flushEveryMs = 2_000;
const mostWaiting = 2_000;

const waiting: StoredSpan[] = [];

async function flush(): Promise<void> {
  const spans = waiting.splice(0);
  if (spans.length === 0) return;
  await storeSpans(spans).catch((error: unknown) => {
    log.warn({ spans: spans.length, error: String(error) }, 'spans of the edge were lost');
  });
}

const socket = createSocket('udp4');
const timer = setInterval(() => void flush(), flushEveryMs);
await runProcess('edge-tracer', {
  start: async () => {
    socket.on('message', (message) => {
      if (waiting.length < mostWaiting) waiting.push(...edgeSpans(message.toString('utf8')));
    });
    await new Promise<void>((listening) => socket.bind(Number(port), '127.0.0.1', listening));
  },
  stop: async () => {
    clearInterval(timer);
    socket.close();
    await flush();
  },
});

import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { type Dependency, observeCall } from './dependency.ts';
import { type Send, sender } from './redis-breaker.ts';
import type { RedisClient } from './redis-client.ts';

/** What a connection says of itself when it opens is no work of the request that waits for it. */
const handshake = new Set(['client', 'hello', 'info', 'auth', 'select']);

/**
 * Times each command of a client, and gives it a span named after the client's role where a trace is running; values are
 * never on it.
 */
export function withSpans<C extends RedisClient>(client: C, role: 'session' | 'fpc' | 'object' | 'holds'): C {
  const send = sender(client);
  const dependency: Dependency = `redis-${role}`;
  const observed: Send = (command, stream, node) => {
    const began = performance.now();
    command.promise.then(
      () => observeCall(dependency, began, false),
      () => observeCall(dependency, began, true),
    );
    if (!trace.getActiveSpan()?.isRecording() || handshake.has(command.name))
      return send(command, stream, node);
    const name = command.name.toUpperCase();
    const span = trace.getTracer('ballast').startSpan(`${name} redis-${role}`, {
      kind: SpanKind.CLIENT,
      attributes: {
        'db.system.name': 'redis',
        'db.operation.name': name,
        'db.namespace': role,
        'peer.service': `redis-${role}`,
      },
    });
    command.promise.then(
      () => span.end(),
      (error: unknown) => {
        span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
        span.end();
      },
    );
    return send(command, stream, node);
  };
  return Object.assign(client, { sendCommand: observed });
}

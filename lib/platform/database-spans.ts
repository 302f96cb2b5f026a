import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { isOutage } from './database-failure.ts';

const longestText = 500;
const verbOf = /^\s*(\w+)/;
const tableOf = /\b(?:FROM|INTO|UPDATE)\s+(?:`?\w+`?\.)?`?(\w+)/;

/** `SELECT orders`: a statement as OpenTelemetry's conventions name it. https://opentelemetry.io/docs/specs/semconv/db/ */
export function statementName(sql: string): string {
  const verb = verbOf.exec(sql)?.[1] ?? 'statement';
  const table = tableOf.exec(sql)?.[1];
  return table ? `${verb} ${table}` : verb;
}

const tellBeginMs = 5;

/** As `inStatementSpan`, for a BEGIN: it says nothing, unless it waited for a connection. */
export async function inBeginSpan<T>(run: () => Promise<T>): Promise<T> {
  if (!trace.getActiveSpan()?.isRecording()) return run();
  const began = performance.now();
  try {
    return await run();
  } finally {
    const ended = performance.now();
    if (ended - began >= tellBeginMs) {
      // Both ends by the same clock: a span that is given only its start takes its end from one that is set and rounded.
      const startTime = performance.timeOrigin + began;
      const attributes = { 'db.system.name': 'mariadb', 'db.query.text': 'BEGIN' };
      trace
        .getTracer('ballast')
        .startSpan('BEGIN', { kind: SpanKind.CLIENT, startTime, attributes })
        .end(performance.timeOrigin + ended);
    }
  }
}

/**
 * Runs a statement in a span, where a trace is running; elsewhere it costs a look at the context. Values are never on it:
 * they travel apart from the text.
 */
export function inStatementSpan<T>(sql: string, run: () => Promise<T>): Promise<T> {
  if (!trace.getActiveSpan()?.isRecording()) return run();
  const span = trace.getTracer('ballast').startSpan(statementName(sql), {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'mariadb', 'db.query.text': sql.slice(0, longestText) },
  });
  const answer = run();
  answer.then(
    () => span.end(),
    (error: unknown) => {
      // Its message may quote a value; a key that refused a row is an answer.
      if (isOutage(error)) span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', errorType(error));
      span.end();
    },
  );
  return answer;
}

const errorType = (error: unknown) =>
  (error as { cause?: { kind?: string } }).cause?.kind ?? (error instanceof Error ? error.name : 'unknown');

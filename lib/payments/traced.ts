import { counter, inSpan, timedCall } from '#lib/platform/index.ts';
import type { PaymentGateway } from './types.ts';

const outcomes = () =>
  counter('ballast_gateway_calls_total', 'Calls of payment gateways, by verb and what came of them', [
    'gateway',
    'verb',
    'outcome',
  ]);

/** A gateway whose calls are measured, and spans of their own in the order's trace, each with what came out of it. */
export function traced(gateway: PaymentGateway): PaymentGateway {
  const call = <T extends { kind: string } | { ok: boolean }>(
    verb: string,
    reference: string,
    work: () => Promise<T>,
  ): Promise<T> => {
    const attributes = {
      'peer.service': gateway.name,
      'ballast.payment.gateway': gateway.name,
      'ballast.payment.idempotency_key': reference,
    };
    return inSpan(`${verb} ${gateway.name}`, { role: 'client', attributes }, async (span) => {
      const outcome = await timedCall(gateway.name, work, (answer) => failures.has(kindOf(answer)));
      const kind = kindOf(outcome);
      outcomes().inc({ gateway: gateway.name, verb, outcome: kind });
      span.setAttribute('ballast.payment.outcome', kind);
      if (failures.has(kind)) span.setStatus({ code: errorStatus, message: kind });
      return outcome;
    });
  };
  return {
    ...gateway,
    authoriseAndCapture: (request) =>
      call('authorise', request.idempotencyKey, () => gateway.authoriseAndCapture(request)),
    lookUp: (input) => call('look up', input.idempotencyKey, () => gateway.lookUp(input)),
    withdraw: (input) => call('withdraw', input.idempotencyKey, () => gateway.withdraw(input)),
    void: (input) => call('void', input.idempotencyKey, () => gateway.void(input)),
    refund: (request) => call('refund', request.idempotencyKey, () => gateway.refund(request)),
  };
}

const kindOf = (answer: { kind: string } | { ok: boolean }): string =>
  'kind' in answer ? answer.kind : answer.ok ? 'ok' : 'failed';

/** What is a failure of the gateway, not an answer of it. */
const failures = new Set(['ambiguous', 'unavailable', 'unknown', 'failed']);
/** OpenTelemetry's SpanStatusCode.ERROR. */
const errorStatus = 2;

import { inSpan } from '#lib/platform/index.ts';
import type { PaymentGateway } from './types.ts';

/** A gateway whose calls are spans of their own in the order's trace, each with what came out of it. */
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
      const outcome = await work();
      const kind = 'kind' in outcome ? outcome.kind : outcome.ok ? 'ok' : 'failed';
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

/** What is a failure of the gateway, not an answer of it. */
const failures = new Set(['ambiguous', 'unavailable', 'unknown', 'failed']);
/** OpenTelemetry's SpanStatusCode.ERROR. */
const errorStatus = 2;

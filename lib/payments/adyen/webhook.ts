import type { Types } from '@adyen/api-library';
import { err, ok, type Result } from '#lib/platform/index.ts';
import type { FailedRefund, GatewayEvent, Told } from '../types.ts';
import { HmacValidator } from './library.ts';
import { type AdyenNotificationItem, notificationItemSchema, notificationSchema } from './schemas.ts';

type NotificationItem = Types.notification.NotificationRequestItem;
const validator = new HmacValidator();

function isSigned(item: AdyenNotificationItem, hmacKey: string): boolean {
  if (!item.additionalData?.hmacSignature) return false;
  // The library's type wants enumerations for texts that the signature only joins.
  return validator.validateHMAC(item as unknown as NotificationItem, hmacKey);
}

/** What Adyen first accepts and then may fail at. */
const modifications = new Set(['CAPTURE', 'REFUND', 'CANCEL_OR_REFUND']);

/** The event's name; a modification that failed at once is named like one that failed later (`CAPTURE_FAILED`). */
function typeOf({ eventCode, success }: AdyenNotificationItem): string {
  return success === 'false' && modifications.has(eventCode) ? `${eventCode}_FAILED` : eventCode;
}

/**
 * A standard webhook, each item signed on its own over references, amount, event and success: only these are used.
 * There is no event id: the same event comes again with the same reference, code and success.
 * https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures
 */
export function verifyNotification(
  rawBody: string,
  { hmacKey, merchantAccount }: { hmacKey: string; merchantAccount: string },
): Result<GatewayEvent[], { kind: 'bad_signature' }> {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return err({ kind: 'bad_signature' });
  }
  const parsed = notificationSchema.safeParse(body);
  if (!parsed.success) return err({ kind: 'bad_signature' });
  const items = parsed.data.notificationItems.map((container) => container.NotificationRequestItem);
  const good = items.every((item) => item.merchantAccountCode === merchantAccount && isSigned(item, hmacKey));
  if (!good) return err({ kind: 'bad_signature' });
  return ok(
    items.map((item) => ({
      id: `${item.eventCode}:${item.pspReference}:${item.success}`,
      type: typeOf(item),
      checkoutId: null,
      attemptKey: item.merchantReference,
      reference: item.originalReference || item.pspReference,
      payload: item,
    })),
  );
}

const refundFailures = new Set(['REFUND_FAILED', 'REFUNDED_REVERSED']);

/** The refund that a webhook says has failed. Of an item only what was signed is used, and the reason for people to read. */
export function failedRefund({ type, payload }: Told): FailedRefund | null {
  if (!refundFailures.has(type)) return null;
  const item = notificationItemSchema.parse(payload);
  return {
    idempotencyKey: item.merchantReference,
    reference: item.pspReference,
    amountMinor: item.amount.value,
    reason: item.reason || type.toLowerCase().replaceAll('_', ' '),
  };
}

export type Authorisation = { success: boolean; reference: string; amountMinor: number; reason: string };

/** What the webhooks said of the authorisation; a success outweighs a failure, whichever came first. */
export function authorisationOf(told: readonly Told[] = []): Authorisation | null {
  const items = told
    .filter(({ type }) => type === 'AUTHORISATION')
    .map(({ payload }) => notificationItemSchema.parse(payload));
  const item = items.find(({ success }) => success === 'true') ?? items.at(-1);
  if (!item) return null;
  return {
    success: item.success === 'true',
    reference: item.pspReference,
    amountMinor: item.amount.value,
    reason: item.reason ?? '',
  };
}

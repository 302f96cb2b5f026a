import { z } from 'zod';

/** What we read of Adyen's answers and webhooks; everything else may change. */
export const paymentSchema = z.object({
  pspReference: z.string().optional(),
  merchantReference: z.string().optional(),
  resultCode: z.string(),
  refusalReason: z.string().optional(),
  refusalReasonCode: z.string().optional(),
  action: z.looseObject({ type: z.string(), url: z.string().optional() }).optional(),
  amount: z.object({ currency: z.string(), value: z.number() }).optional(),
  paymentMethod: z
    .object({ type: z.string().optional(), brand: z.string().optional() })
    .optional()
    .catch(undefined),
});
export type AdyenPayment = z.infer<typeof paymentSchema>;

export const modificationSchema = z.object({ pspReference: z.string(), status: z.string() });

/** The encrypted card as Adyen's secured fields, or the sandbox's stand-in, hand it to the page. */
const cardSchema = z.object({
  type: z.literal('scheme'),
  encryptedCardNumber: z.string().min(1),
  encryptedExpiryMonth: z.string().min(1),
  encryptedExpiryYear: z.string().min(1),
  encryptedSecurityCode: z.string().min(1),
  holderName: z.string().optional(),
  brand: z.string().optional(),
});

export type AdyenCard = z.infer<typeof cardSchema>;

/** The card that a payment token holds; null for a token that is none of Adyen's. */
export function cardOf(token: string): AdyenCard | null {
  try {
    return cardSchema.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString())).data ?? null;
  } catch {
    return null;
  }
}

export const notificationItemSchema = z.looseObject({
  additionalData: z.record(z.string(), z.string().optional()).optional(),
  amount: z.object({ currency: z.string(), value: z.number() }),
  eventCode: z.string(),
  merchantAccountCode: z.string(),
  merchantReference: z.string(),
  originalReference: z.string().optional(),
  pspReference: z.string(),
  reason: z.string().nullish(),
  success: z.enum(['true', 'false']),
});
export type AdyenNotificationItem = z.infer<typeof notificationItemSchema>;

export const notificationSchema = z.object({
  notificationItems: z
    .array(z.object({ NotificationRequestItem: notificationItemSchema }))
    .min(1)
    .max(100),
});

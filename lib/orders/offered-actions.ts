import { decide, type OrderCommand } from './decide.ts';
import { refundOfLines, requestedRefunds, unitsLeftToRefund } from './refunds.ts';
import type { StaffAction, StaffCommand } from './schemas.ts';
import type { OrderActions, OrderState } from './types.ts';

/** What staff ask for as the order's own command; `id` names the refund it may lead to. */
export function orderCommandOf(command: StaffCommand, id: string): OrderCommand {
  switch (command.do) {
    case 'refund':
      return { ...command, do: 'request_refund', refundId: id };
    case 'cancel':
    case 'refund_lines':
      return { ...command, refundId: id };
    default:
      return command;
  }
}

// One harmless example of each action: it is offered if the order would accept it.
function examples(state: OrderState): StaffCommand[] {
  const line = state.lines.find(({ sku }) => unitsLeftToRefund(state, sku) > 0);
  const reason = 'example';
  return [
    { do: 'start_fulfilment' },
    { do: 'ship', trackingNumber: 'example', carrier: '' },
    { do: 'deliver' },
    { do: 'request_return', reason },
    { do: 'receive_return', restock: [] },
    ...(line ? [{ do: 'refund_lines' as const, lines: [{ sku: line.sku, quantity: 1 }], reason }] : []),
    { do: 'refund', amountMinor: 1, reason },
    { do: 'cancel', reason, restock: true },
    { do: 'add_note', text: 'example' },
  ];
}

/** The actions that would be accepted now, by the same table and rules that accept them. */
export function offeredActions(state: OrderState): OrderActions {
  const offered: StaffAction[] = examples(state)
    .filter((command) => decide(state, orderCommandOf(command, 'example')).ok)
    .map((command) => command.do);
  return {
    version: state.version,
    offered,
    refundableMinor: Math.max(0, state.capturedMinor - requestedRefunds(state)),
    refundable: state.lines.map(({ sku, title, variantTitle }) => ({
      sku,
      title: variantTitle ? `${title} · ${variantTitle}` : title,
      quantity: unitsLeftToRefund(state, sku),
      unitMinor: refundOfLines(state, [{ sku, quantity: 1 }])[0]?.amountMinor ?? 0,
    })),
  };
}

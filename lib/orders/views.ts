import { completedRefunds, owesRefund } from './refunds.ts';
import type { LoadedOrder, OrderState, OrderView } from './types.ts';

/** What pages show of a state; its number and time come from the order's first event. */
export function toView(state: OrderState, number: number, placedAt: Date): OrderView {
  return {
    id: state.id,
    number,
    status: state.status,
    email: state.email,
    name: state.name,
    shippingAddress: state.shippingAddress,
    shippingMethod: state.shippingMethod,
    lines: state.lines,
    subtotalMinor: state.subtotalMinor,
    shippingMinor: state.shippingMinor,
    taxMinor: state.taxMinor,
    totalMinor: state.totalMinor,
    currency: state.currency,
    market: state.market,
    taxDisplay: state.taxDisplay,
    taxes: state.taxes,
    traffic: state.traffic,
    placedAt,
    capturedMinor: state.capturedMinor,
    refundedMinor: completedRefunds(state),
    refundFailed: owesRefund(state),
    tracking: state.tracking,
    carrier: state.carrier,
    cancelReason: state.cancelReason,
  };
}

/** An order's row with its state folded from its events, and what that shows to people. */
export function toLoaded(row: {
  number: number;
  accessToken: string;
  placedAt: Date;
  updatedAt: Date;
  state: OrderState;
}): LoadedOrder {
  return { ...row, view: toView(row.state, row.number, row.placedAt) };
}

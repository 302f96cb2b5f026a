'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import type { OrderActions as Actions, StaffAction, StaffCommand } from '#lib/orders/index.ts';
import { forms } from './order-forms.tsx';
import { buttonClass, Notice, Panel, primaryButtonClass } from './parts.tsx';
import { type Problem, send } from './send.ts';

const titles: Record<StaffAction, string> = {
  start_fulfilment: 'Start packing',
  ship: 'Ship',
  deliver: 'Mark as delivered',
  request_return: 'Record a return',
  receive_return: 'Take the return in',
  refund_lines: 'Refund items',
  refund: 'Refund an amount',
  cancel: 'Cancel the order',
  add_note: 'Add a note',
};

const done: Record<StaffAction, string> = {
  start_fulfilment: 'Packing has started',
  ship: 'Marked as shipped',
  deliver: 'Marked as delivered',
  request_return: 'The return is recorded',
  receive_return: 'The return is taken in',
  refund_lines: 'The refund is on its way',
  refund: 'The refund is on its way',
  cancel: 'The order is cancelled',
  add_note: 'The note is added',
};

// What moves the order along comes first and stands out.
const forward: readonly StaffAction[] = ['start_fulfilment', 'ship', 'deliver', 'receive_return'];

export type OrderActionsProps = {
  orderId: string;
  actions: Actions;
  currency: string;
  decimals: number;
  /** The order's lines with the amounts of one unit as text. */
  lines: { sku: string; title: string; quantity: number; refundable: number; unit: string }[];
};

/** What staff may do with the order now, one form open at a time. A refusal says why; nothing was done then. */
export function OrderActions(props: OrderActionsProps) {
  const { orderId, actions } = props;
  const router = useRouter();
  const [open, setOpen] = useState<StaffAction | null>(null);
  const [busy, setBusy] = useState(false);
  const [did, setDone] = useState<StaffAction | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  // One id for as long as a form is open: sent twice, it is one request.
  const [id, setId] = useState('');

  function choose(action: StaffAction | null) {
    setOpen(action);
    setDone(null);
    setProblem(null);
    setId(crypto.randomUUID());
  }

  async function act(command: StaffCommand) {
    setBusy(true);
    setProblem(null);
    const body = { id, seenVersion: actions.version, command };
    const answer = await send('POST', `/api/admin/orders/${orderId}/commands`, body);
    setBusy(false);
    if (answer.ok) {
      setOpen(null);
      setDone(command.do);
    } else {
      setProblem(answer.problem);
      if (answer.problem.code === 'order_changed') setOpen(null);
    }
    router.refresh();
  }

  const Form = open && actions.offered.includes(open) ? forms[open] : null;
  return (
    <Panel title="Actions">
      <div className="flex flex-wrap gap-2 px-4 py-3">
        {actions.offered.map((action) => (
          <button
            key={action}
            type="button"
            className={forward.includes(action) ? primaryButtonClass : buttonClass}
            aria-expanded={open === action}
            disabled={busy}
            onClick={() => choose(open === action ? null : action)}
          >
            {titles[action]}
          </button>
        ))}
      </div>
      {Form && open ? (
        <div className="border-t border-(--a-line) px-4 py-3">
          <Form key={open} title={titles[open]} busy={busy} act={(command) => void act(command)} {...props} />
        </div>
      ) : null}
      {problem || did ? (
        <div className="px-4 pb-3">
          {problem ? (
            <Notice tone="bad" title={problem.title}>
              {detailOf(problem)}
            </Notice>
          ) : null}
          {did ? <Notice tone="good" title={done[did]} /> : null}
        </div>
      ) : null}
    </Panel>
  );
}

function detailOf({ detail, errors }: Problem): ReactNode {
  if (!Array.isArray(errors)) return detail;
  return errors.map(({ message }: { message: string }) => message).join('; ');
}

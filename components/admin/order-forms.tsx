'use client';

import { type ReactNode, useState } from 'react';
import type { StaffAction, StaffCommand } from '#lib/orders/index.ts';
import { amountText, parseAmount } from './amount.ts';
import type { OrderActionsProps } from './order-actions.tsx';
import { inputClass, primaryButtonClass } from './parts.tsx';

type FormProps = OrderActionsProps & {
  title: string;
  busy: boolean;
  act: (command: StaffCommand) => void;
};

function Frame({
  title,
  busy,
  hint,
  submit,
  children,
}: {
  title: string;
  busy: boolean;
  hint?: string;
  submit: (data: FormData) => void;
  children?: ReactNode;
}) {
  return (
    <form
      aria-label={title}
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit(new FormData(event.currentTarget));
      }}
    >
      {hint ? <p className="text-(--a-muted)">{hint}</p> : null}
      {children}
      <button type="submit" className={primaryButtonClass} disabled={busy}>
        {busy ? 'One moment…' : title}
      </button>
    </form>
  );
}

function Text({ label, ...input }: { label: string } & React.ComponentProps<'input'>) {
  return (
    <label className="block">
      <span className="mb-1 block text-xs text-(--a-muted)">{label}</span>
      <input className={inputClass} {...input} />
    </label>
  );
}

const textOf = (data: FormData, name: string) => String(data.get(name) ?? '').trim();

function Reason({ suggestions }: { suggestions: string[] }) {
  return (
    <>
      <Text label="Reason, the customer may see it" name="reason" required maxLength={120} list="reasons" />
      <datalist id="reasons">
        {suggestions.map((reason) => (
          <option key={reason} value={reason} />
        ))}
      </datalist>
    </>
  );
}

/** How many units of each line; `most` per line. */
function Units({
  lines,
  initial,
  unitNote,
}: {
  lines: { sku: string; title: string; most: number; unit: string }[];
  initial: 'none' | 'all';
  unitNote: string;
}) {
  return (
    <ul className="space-y-2">
      {lines.map(({ sku, title, most, unit }) => (
        <li key={sku}>
          <label className="flex items-center justify-between gap-3">
            <span className="min-w-0">
              <span className="block break-words">{title}</span>
              <span className="block text-xs text-(--a-muted)">
                {unit} {unitNote} · at most {most}
              </span>
            </span>
            <input
              className={`${inputClass} w-20! shrink-0 text-right tabular-nums`}
              type="number"
              name={`units:${sku}`}
              min={0}
              max={most}
              step={1}
              defaultValue={initial === 'all' ? most : 0}
              aria-label={`Units of ${title}`}
            />
          </label>
        </li>
      ))}
    </ul>
  );
}

function unitsOf(data: FormData): { sku: string; quantity: number }[] {
  return [...data.entries()]
    .filter(([name]) => name.startsWith('units:'))
    .map(([name, value]) => ({ sku: name.slice('units:'.length), quantity: Number(value) }))
    .filter(({ quantity }) => quantity > 0);
}

const simple = (command: StaffCommand, hint: string) =>
  function Simple({ title, busy, act }: FormProps) {
    return <Frame title={title} busy={busy} hint={hint} submit={() => act(command)} />;
  };

function CancelForm({ title, busy, act }: FormProps) {
  const submit = (data: FormData) =>
    act({ do: 'cancel', reason: textOf(data, 'reason'), restock: data.get('restock') === 'on' });
  const hint = 'The customer gets all that was not refunded yet, and a mail. This cannot be undone.';
  return (
    <Frame title={title} busy={busy} hint={hint} submit={submit}>
      <Reason suggestions={['Customer changed their mind', 'Fraud suspected', 'Cannot be delivered']} />
      <label className="flex items-center gap-2">
        <input type="checkbox" name="restock" defaultChecked />
        Put the units back on sale
      </label>
    </Frame>
  );
}

function RefundForm({ title, busy, act, actions, currency, decimals }: FormProps) {
  const [problem, setProblem] = useState('');
  const most = amountText(actions.refundableMinor, decimals);
  const submit = (data: FormData) => {
    const amountMinor = parseAmount(textOf(data, 'amount'), decimals);
    if (amountMinor === null) return setProblem(`Write ${currency} as ${amountText(1999, decimals)}.`);
    setProblem('');
    act({ do: 'refund', amountMinor, reason: textOf(data, 'reason') });
  };
  return (
    <Frame title={title} busy={busy} submit={submit}>
      <Text
        label={`Amount in ${currency}, at most ${most}`}
        name="amount"
        inputMode="decimal"
        required
        defaultValue={most}
      />
      {problem ? (
        <p role="alert" className="text-(--a-bad)">
          {problem}
        </p>
      ) : null}
      <Reason suggestions={['Arrived damaged', 'Arrived late', 'Price adjustment']} />
    </Frame>
  );
}

function RefundLinesForm({ title, busy, act, lines }: FormProps) {
  const submit = (data: FormData) =>
    act({ do: 'refund_lines', lines: unitsOf(data), reason: textOf(data, 'reason') });
  const left = lines
    .filter(({ refundable }) => refundable > 0)
    .map(({ sku, title: article, refundable, unit }) => ({ sku, title: article, most: refundable, unit }));
  return (
    <Frame title={title} busy={busy} submit={submit}>
      <Units lines={left} initial="none" unitNote="each, with tax" />
      <Reason suggestions={['Arrived damaged', 'Missing in the parcel', 'Sent back']} />
    </Frame>
  );
}

function ShipForm({ title, busy, act }: FormProps) {
  const submit = (data: FormData) =>
    act({
      do: 'ship',
      trackingNumber: textOf(data, 'tracking'),
      carrier: textOf(data, 'carrier'),
    });
  return (
    <Frame title={title} busy={busy} hint="The customer gets a mail with the number." submit={submit}>
      <Text label="Tracking number" name="tracking" required maxLength={80} autoComplete="off" />
      <Text label="Carrier" name="carrier" maxLength={60} list="carriers" />
      <datalist id="carriers">
        {['An Post', 'DHL', 'DPD', 'FedEx', 'GLS', 'UPS'].map((carrier) => (
          <option key={carrier} value={carrier} />
        ))}
      </datalist>
    </Frame>
  );
}

function RequestReturnForm({ title, busy, act }: FormProps) {
  return (
    <Frame
      title={title}
      busy={busy}
      hint="The customer will send it back. Refund once you have it, or at once."
      submit={(data) => act({ do: 'request_return', reason: textOf(data, 'reason') })}
    >
      <Reason suggestions={['Does not fit', 'Not as expected', 'Arrived damaged']} />
    </Frame>
  );
}

function ReceiveReturnForm({ title, busy, act, lines }: FormProps) {
  const all = lines.map(({ sku, title: article, quantity, unit }) => ({
    sku,
    title: article,
    most: quantity,
    unit,
  }));
  return (
    <Frame
      title={title}
      busy={busy}
      hint="How many units can be sold again? The rest is written off."
      submit={(data) => act({ do: 'receive_return', restock: unitsOf(data) })}
    >
      <Units lines={all} initial="all" unitNote="each" />
    </Frame>
  );
}

function NoteForm({ title, busy, act }: FormProps) {
  return (
    <Frame
      title={title}
      busy={busy}
      hint="Only staff see it."
      submit={(data) => act({ do: 'add_note', text: textOf(data, 'text') })}
    >
      <textarea
        className={`${inputClass} h-24 py-2`}
        name="text"
        aria-label="Note"
        required
        maxLength={2_000}
      />
    </Frame>
  );
}

/** The form of each action: what it needs, and the command it makes. */
export const forms: Record<StaffAction, (props: FormProps) => ReactNode> = {
  start_fulfilment: simple({ do: 'start_fulfilment' }, 'Somebody begins to pack this order.'),
  ship: ShipForm,
  deliver: simple({ do: 'deliver' }, 'The carrier has handed it over.'),
  request_return: RequestReturnForm,
  receive_return: ReceiveReturnForm,
  refund_lines: RefundLinesForm,
  refund: RefundForm,
  cancel: CancelForm,
  add_note: NoteForm,
};

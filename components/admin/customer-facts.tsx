import { Panel } from './parts.tsx';
import { When } from './when.tsx';

/** Who a customer is, and where things are sent to. */
export function CustomerFacts({
  email,
  formerEmails,
  since,
  market,
  hasPassword,
  wishes,
  addresses,
}: {
  email: string;
  formerEmails: string[];
  since: string;
  market: string;
  hasPassword: boolean;
  wishes: number;
  addresses: { key: string; lines: string[] }[];
}) {
  const facts = [
    { label: 'E-mail', value: email },
    ...(formerEmails.length > 0 ? [{ label: 'Before', value: formerEmails.join(', ') }] : []),
    { label: 'Since', value: <When at={since} /> },
    { label: 'Shops in', value: market },
    { label: 'Signs in', value: hasPassword ? 'with a password' : 'by mailed links' },
    { label: 'Wishlist', value: `${wishes} ${wishes === 1 ? 'product' : 'products'}` },
  ];
  return (
    <>
      <Panel title="Account">
        <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 px-4 py-3">
          {facts.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt className="text-(--a-muted)">{label}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title="Addresses">
        {addresses.length === 0 ? <p className="px-4 py-3 text-(--a-muted)">None kept.</p> : null}
        <ul className="divide-y divide-(--a-line)">
          {addresses.map(({ key, lines }) => (
            <li key={key} className="px-4 py-2.5">
              {lines.map((line) => (
                <span key={line} className="block break-words">
                  {line}
                </span>
              ))}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

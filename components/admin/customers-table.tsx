import Link from 'next/link';
import { Badge, cellClass, Empty, headCellClass, linkClass } from './parts.tsx';
import { When } from './when.tsx';

export type CustomerLine = { id: string; email: string; name: string; confirmed: boolean; since: string };

export function CustomersTable({ customers, empty }: { customers: CustomerLine[]; empty: string }) {
  if (customers.length === 0) return <Empty>{empty}</Empty>;
  return (
    <table className="w-full table-fixed border-collapse">
      <thead>
        <tr className="border-b border-(--a-line)">
          <th className={headCellClass}>Customer</th>
          <th className={`${headCellClass} hidden w-40 md:table-cell`}>Address</th>
          <th className={`${headCellClass} w-36`}>Since</th>
        </tr>
      </thead>
      <tbody>
        {customers.map(({ id, email, name, confirmed, since }) => (
          <tr key={id} className="border-b border-(--a-line) last:border-b-0 hover:bg-(--a-sunken)">
            <td className={cellClass}>
              <Link
                href={`/admin/customers/${id}`}
                prefetch={false}
                className={`${linkClass} block truncate font-medium`}
              >
                {name || email}
              </Link>
              <span className="block truncate text-xs text-(--a-muted)">{email}</span>
            </td>
            <td className={`${cellClass} hidden md:table-cell`}>
              <Badge tone={confirmed ? 'good' : 'quiet'}>{confirmed ? 'proved' : 'not proved'}</Badge>
            </td>
            <td className={cellClass}>
              <When at={since} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

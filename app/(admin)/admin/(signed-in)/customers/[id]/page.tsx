import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CustomerActions } from '#components/admin/customer-actions.tsx';
import { CustomerFacts } from '#components/admin/customer-facts.tsx';
import { History } from '#components/admin/history.tsx';
import { OrdersTable } from '#components/admin/orders-table.tsx';
import { Badge, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getCustomer } from '#lib/customers/index.ts';
import { marketOf } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { orderRow } from '../../order-row.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Customer' };

const countries = new Intl.DisplayNames('en', { type: 'region' });

export default async function CustomerPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const staff = await requireStaff(`/admin/customers/${id}`, 'customers.view');
  const customer = await getCustomer(id);
  if (!customer) notFound();
  const { email, formerEmails, orders } = customer;
  return (
    <>
      <PageHeading title={customer.name || email}>
        <Badge tone={customer.confirmed ? 'good' : 'warn'}>
          {customer.confirmed ? 'address proved' : 'address not proved'}
        </Badge>
        <Link href="/admin/customers" prefetch={false} className={`${linkClass} ml-auto`}>
          All customers
        </Link>
      </PageHeading>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-4">
          <Panel
            title="Orders"
            aside={
              <Link
                href={`/admin/orders?${new URLSearchParams({ q: email })}`}
                prefetch={false}
                className={linkClass}
              >
                Search all of this address
              </Link>
            }
          >
            <OrdersTable orders={orders.map(orderRow)} empty="No order yet." />
          </Panel>
          <History currency={env.SHOP_CURRENCY} entries={await historyOf(`customer:${id}`)} />
        </div>
        <div className="grid min-w-0 gap-4">
          <CustomerFacts
            email={email}
            formerEmails={formerEmails}
            since={customer.createdAt.toISOString()}
            market={countries.of(marketOf(customer.market).country) ?? customer.market}
            hasPassword={customer.hasPassword}
            wishes={customer.wishes}
            addresses={customer.addresses.map(({ id: key, name, line1, line2, postcode, city, country }) => ({
              key,
              lines: [name, line1, line2, `${postcode} ${city}`, countries.of(country) ?? country].filter(
                Boolean,
              ),
            }))}
          />
          {may(staff.role, 'customers.edit') ? (
            <CustomerActions id={id} name={customer.name || email} hasPassword={customer.hasPassword} />
          ) : null}
        </div>
      </div>
    </>
  );
}

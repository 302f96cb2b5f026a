import { customerOrders } from '#lib/customers/index.ts';
import { answer } from '../../request.ts';
import { forCustomer } from '../answers.ts';

export const dynamic = 'force-dynamic';

export const GET = forCustomer(null, async ({ customer }) =>
  answer({ confirmed: customer.confirmed, orders: await customerOrders(customer) }),
);

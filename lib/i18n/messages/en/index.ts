import { account } from './account.ts';
import { busy } from './busy.ts';
import { cart } from './cart.ts';
import { catalogue } from './catalogue.ts';
import { checkout } from './checkout.ts';
import { line } from './line.ts';
import { noScript } from './no-script.ts';
import { order } from './order.ts';
import { problems } from './problems.ts';
import { product } from './product.ts';
import { review } from './review.ts';
import { shell } from './shell.ts';

export const en = {
  account,
  busy,
  cart,
  catalogue,
  checkout,
  line,
  noScript,
  order,
  problems,
  product,
  review,
  shell,
} as const;

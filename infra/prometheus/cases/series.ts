/**
 * When each rule must fire and when it must be silent, on made-up series in promtool's notation (`0+3x10`: from 0, up by 3
 * a minute). `rules.int.test.ts` gives them to `promtool test rules` and sees that every rule has both.
 */
export type Case = {
  /** Why. */
  when: string;
  series: Record<string, string>;
  /** The moment that is looked at. */
  at: string;
  /** Between two values and two looks; a minute when left out. */
  every?: string;
};
/** `as`: the labels the alert carries beside those of its rule. */
export type FiringCase = Case & { as?: Record<string, string> };
export type Cases = { fires: FiringCase[]; silent: Case[] };

export const attempts = (outcome: string, traffic = 'shopper') =>
  `ballast_payment_attempts_total{traffic="${traffic}",gateway="stripe",method="visa",outcome="${outcome}"}`;
export const orders = (traffic = 'shopper') => `ballast_orders_total{traffic="${traffic}",currency="EUR"}`;
export const value = 'ballast_order_value_minor_total{traffic="shopper",currency="EUR"}';
export const sessions = 'ballast_sessions_total{traffic="shopper",process="web-1"}';
export const checkouts = (status: string) =>
  `ballast_http_request_seconds_count{route="/api/checkout",method="POST",status="${status}",process="web-1"}`;
export const requests = (status: string) =>
  `ballast_http_request_seconds_count{route="/p/[handle]",method="GET",status="${status}",process="web-1"}`;
export const within = (route: string, method: string, le: string) =>
  `ballast_http_request_seconds_bucket{route="${route}",method="${method}",status="2xx",le="${le}",process="web-1"}`;
export const calls = (outcome: string) =>
  `ballast_gateway_calls_total{gateway="stripe",verb="authorise",outcome="${outcome}",process="web-1"}`;
export const alive = 'ballast_reconciler_alive_timestamp_seconds{process="worker"}';
export const compared = (outcome: string) => `ballast_stale_price_canary_checks_total{outcome="${outcome}"}`;
export const lost = 'ballast_orders_cancelled_total{traffic="shopper",reason="out_of_stock"}';
export const shed = (kind: string) =>
  `ballast_admission_shed_total{kind="${kind}",why="too_long",process="web-1"}`;
/** New carts that the edge turned away by itself. */
export const shedByEdge = 'ballast_edge_shed_total{process="exporter"}';
export const refused = (kind: string) => `ballast_edge_refusals_total{kind="${kind}",process="exporter"}`;
export const runs = (schedule: string, outcome: string) =>
  `ballast_schedule_runs_total{schedule="${schedule}",outcome="${outcome}",process="worker"}`;
export const ended = (schedule: string) =>
  `ballast_schedule_last_success_timestamp_seconds{schedule="${schedule}",process="worker"}`;
export const smtp = (outcome: string) =>
  `ballast_dependency_seconds_count{dependency="smtp",outcome="${outcome}"}`;

/** Seven hours of 100 requests every five minutes, so many of them bad. */
export const burning = (bad: number) => ({
  [requests('2xx')]: `0+${100 - bad}x84`,
  [requests('5xx')]: `0+${bad}x84`,
});
export const slowPages = (slow: number) => ({
  [requests('2xx')]: '0+100x84',
  [within('/p/[handle]', 'GET', '0.5')]: `0+${100 - slow}x84`,
});
export const slowCheckouts = (slow: number) => ({
  [checkouts('2xx')]: '0+100x84',
  [within('/api/checkout', 'POST', '2.5')]: `0+${100 - slow}x84`,
});

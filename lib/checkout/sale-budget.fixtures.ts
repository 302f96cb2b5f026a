import type { RoundTrips } from '#lib/platform/round-trips.fixtures.ts';

/** Statements of MariaDB, BEGIN and COMMIT among them, and commands to each Redis. */
export type Budget = Record<keyof RoundTrips, number>;

/**
 * What a sale of one article may ask each server for, whatever the machine. Lower a number with what you save; raise one
 * only for a reason that is worth it on every order.
 */
export const saleBudget = {
  'the cart': { mysql: 2, session: 3, fpc: 0, object: 0, queue: 0 },
  'adding to it': { mysql: 2, session: 7, fpc: 0, object: 0, queue: 0 },
  'the quote': { mysql: 3, session: 3, fpc: 0, object: 0, queue: 0 },
  // Two transactions, before and after the payment: 6 writes, 2 × BEGIN and COMMIT, 6 reads.
  'the order': { mysql: 16, session: 4, fpc: 0, object: 1, queue: 1 },
  // It is stored and acknowledged, then looked at: the paying request was quicker.
  'its webhook': { mysql: 5, session: 0, fpc: 0, object: 0, queue: 1 },
  // Of it the relay 3 statements, for as many orders as there are.
  'inventory and analytics': { mysql: 21, session: 0, fpc: 0, object: 1, queue: 15 },
  'ERP, mail and loyalty': { mysql: 31, session: 0, fpc: 0, object: 0, queue: 21 },
} satisfies Record<string, Budget>;

export type SaleStep = keyof typeof saleBudget;

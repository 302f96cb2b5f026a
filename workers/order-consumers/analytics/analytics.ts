import { type Consumer, inDatabase } from '../pipeline.ts';
import { factOf } from './fact.ts';
import { insertFact } from './facts.repository.ts';

/** Writes one fact per event. */
const fact = inDatabase((tx, { event, order }) => insertFact(tx, factOf(event, order.state)));

export const analytics: Consumer = {
  name: 'analytics',
  on: { OrderPlaced: fact, OrderCancelled: fact, RefundCompleted: fact, RefundFailed: fact },
};

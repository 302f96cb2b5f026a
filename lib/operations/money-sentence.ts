/** What the ledgers say of the last hour. */
export type MoneyNow = {
  orders: number;
  /** As text, by currency, such as `€120.00`. */
  revenue: string;
  lastOrderAt: Date | null;
  /** Attempts to pay of the last quarter of an hour. */
  attempts: { taken: number; refused: number; failed: number; open: number };
};

export type Sentence = { tone: 'good' | 'warn' | 'bad' | 'quiet'; text: string };

const many = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function ago(then: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1) return 'less than a minute ago';
  if (minutes < 60) return `${many(minutes, 'minute')} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${many(hours, 'hour')} ago` : `${many(Math.floor(hours / 24), 'day')} ago`;
}

/** Whether money is coming in, in one sentence for somebody who was just woken up. */
export function moneySentence({ orders, revenue, lastOrderAt, attempts }: MoneyNow, now: Date): Sentence {
  const { taken, refused, failed } = attempts;
  const last = lastOrderAt ? `the last one ${ago(lastOrderAt, now)}` : 'and never was one';
  if (failed > 0 && taken === 0) {
    const text = `No money is coming in: in the last 15 minutes ${many(failed, 'payment')} failed at the gateways and none was taken.`;
    return { tone: failed >= 3 ? 'bad' : 'warn', text };
  }
  if (failed > 0) {
    const text = `Money is coming in, but ${failed} of ${many(taken + failed, 'payment')} failed in the last 15 minutes; ${many(orders, 'order')} worth ${revenue} in the last hour.`;
    return { tone: failed / (taken + failed) > 0.01 ? 'warn' : 'good', text };
  }
  if (orders > 0) {
    return {
      tone: 'good',
      text: `Money is coming in: ${many(orders, 'order')} worth ${revenue} in the last hour, ${last}.`,
    };
  }
  if (refused > 0) {
    return {
      tone: 'warn',
      text: `No order in the last hour; banks refused all ${many(refused, 'payment')} that were tried.`,
    };
  }
  const before = lastOrderAt
    ? `The last order came ${ago(lastOrderAt, now)}.`
    : 'There has been no order yet.';
  return {
    tone: 'quiet',
    text: `Quiet: no order in the last hour, and nobody has tried to pay in the last 15 minutes. ${before}`,
  };
}

/**
 * How a gateway misbehaves when a payment is created: `…_before` fails unpaid, `…_after` takes the money first, `twice`
 * sends its answer twice, `decline` refuses every card. `down` resets every call of the gateway.
 */
const modes = [
  'normal',
  'slow',
  'decline',
  'error500',
  'reset',
  'reset_after',
  'timeout_before',
  'timeout_after',
  'twice',
  'down',
] as const;
export type Mode = (typeof modes)[number];

/** How its webhooks travel: `before` arrives before the answer of the call that caused it, `shuffled` in wrong order. */
const manners = ['normal', 'late', 'never', 'twice', 'before', 'shuffled'] as const;
export type Manner = (typeof manners)[number];

const most = 100_000;
const longestMs = 60_000;

/** What one gateway was told to do wrong, and how many times more. */
export class Behaviour {
  delayMs = 3_000;
  #mode: Mode = 'normal';
  #times = 0;
  #manner: Manner = 'normal';
  #deliveries = 0;

  /** Takes an order of `/_sandbox/behaviour`. @returns what is wrong with it, or null. */
  command(order: Record<string, unknown>): string | null {
    const times = Number(order.times ?? 1);
    const delayMs = Number(order.delayMs ?? 3_000);
    if (!Number.isInteger(times) || times < 0 || times > most) return `times is a count up to ${most}`;
    if (!(delayMs >= 0 && delayMs <= longestMs)) return `delayMs is at most ${longestMs}`;
    const mode = modes.find((one) => one === order.mode);
    const manner = manners.find((one) => one === order.webhooks);
    if (!mode && !manner) return `mode is one of ${modes.join(', ')}; webhooks one of ${manners.join(', ')}`;
    this.delayMs = delayMs;
    if (mode) {
      this.#mode = mode;
      this.#times = mode === 'normal' ? 0 : times;
    }
    if (manner) {
      this.#manner = manner;
      this.#deliveries = manner === 'normal' ? 0 : times;
    }
    return null;
  }

  /** How the next call behaves; one that creates no payment can only find the gateway down. */
  next(createsPayment: boolean): Mode {
    if (this.#times <= 0 || (!createsPayment && this.#mode !== 'down')) return 'normal';
    this.#times--;
    return this.#mode;
  }

  nextManner(): Manner {
    if (this.#deliveries <= 0) return 'normal';
    this.#deliveries--;
    return this.#manner;
  }

  shown(): Record<string, unknown> {
    return { mode: this.#times > 0 ? this.#mode : 'normal', times: this.#times, delayMs: this.delayMs };
  }
}

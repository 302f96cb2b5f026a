import { useRef, useState } from 'react';
import { ShopError } from './shop-error.ts';

type Sent = { isPending: boolean; isSuccess: boolean; error: ShopError | null };
type Then<Output> = {
  onSuccess?: ((output: Output) => void) | undefined;
  onSettled?: (() => void) | undefined;
};

const still: Sent = { isPending: false, isSuccess: false, error: null };

/** One thing a shopper does that the shop must answer. What `send` throws as `ShopError` is the shopper's to read. */
export function useSend<Input, Output>(send: (input: Input) => Promise<Output>) {
  const [sent, setSent] = useState(still);
  const turn = useRef(0);
  async function run(input: Input, { onSuccess, onSettled }: Then<Output>): Promise<void> {
    const own = ++turn.current;
    // Of two at once the later one is shown.
    const show = (next: Sent) => {
      if (own === turn.current) setSent(next);
    };
    show({ ...still, isPending: true });
    try {
      const output = await send(input);
      show({ ...still, isSuccess: true });
      onSuccess?.(output);
    } catch (error) {
      if (!(error instanceof ShopError)) throw error;
      show({ ...still, error });
    }
    onSettled?.();
  }
  return {
    ...sent,
    mutate: (input: Input, then: Then<Output> = {}) => void run(input, then),
    reset: () => {
      turn.current++;
      setSent(still);
    },
  };
}

'use client';

import { HeartButton } from './heart-button.tsx';
import { Queries } from './queries.tsx';
import { useWishlist } from './use-wishlist.ts';

/** The same for whoever may be signed in: their account's wishlist. */
export function CustomerWishButton({ handle }: { handle: string }) {
  return (
    <Queries>
      <Wish handle={handle} />
    </Queries>
  );
}

function Wish({ handle }: { handle: string }) {
  const { handles, toggle, busy } = useWishlist();
  return <HeartButton wished={handles.includes(handle)} busy={busy} onPress={() => toggle(handle)} />;
}

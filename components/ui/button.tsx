import type { ComponentProps } from 'react';
import { buttonLook, type Look } from './button-look.ts';
import { MarketLink } from './market.tsx';
import { Spinner } from './spinner.tsx';

type ButtonProps = ComponentProps<'button'> & Look & { busy?: boolean };

/** While `busy` it keeps its focus and its name, and ignores presses. */
export function Button({
  variant,
  size,
  busy = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={buttonLook({ variant, size }, className)}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

/** A link inside the market that looks like a button. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof MarketLink> & Look) {
  return <MarketLink {...rest} className={buttonLook({ variant, size }, className)} />;
}

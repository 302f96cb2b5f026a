import type { ComponentProps } from 'react';
import { MarketLink } from './market.tsx';
import { Spinner } from './spinner.tsx';

type Look = { variant?: 'primary' | 'secondary' | 'ghost'; size?: 'small' | 'medium' | 'large' };

const variants = {
  primary: 'bg-action text-white hover:bg-action-deep disabled:bg-shell disabled:text-muted',
  secondary:
    'border border-ink text-ink hover:bg-ink hover:text-paper disabled:border-line disabled:bg-transparent disabled:text-muted',
  ghost: 'text-ink underline decoration-line underline-offset-4 hover:decoration-signal disabled:text-muted',
};
const sizes = {
  small: 'min-h-9 px-4 text-sm',
  medium: 'min-h-11 px-6 text-[0.9375rem]',
  large: 'min-h-14 px-8 text-base',
};

function look({ variant = 'primary', size = 'medium' }: Look, className = ''): string {
  return `inline-flex items-center justify-center gap-2.5 rounded-full font-medium transition-colors duration-200 disabled:cursor-not-allowed aria-busy:cursor-progress ${variants[variant]} ${sizes[size]} ${className}`;
}

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
      className={look({ variant, size }, className)}
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
  return <MarketLink {...rest} className={look({ variant, size }, className)} />;
}

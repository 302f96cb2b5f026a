export type Look = { variant?: 'primary' | 'secondary' | 'ghost'; size?: 'small' | 'medium' | 'large' };

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

/** The classes of whatever looks like a button. */
export function buttonLook({ variant = 'primary', size = 'medium' }: Look = {}, className = ''): string {
  return `inline-flex items-center justify-center gap-2.5 rounded-full font-medium transition-colors duration-200 disabled:cursor-not-allowed aria-busy:cursor-progress ${variants[variant]} ${sizes[size]} ${className}`;
}

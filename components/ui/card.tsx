import type { ComponentProps } from 'react';

/** A quiet sheet of paper for forms, summaries and notices. */
export function Card({ className = '', ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={`rounded-card border border-line bg-sheet p-5 sm:p-7 ${className}`} />;
}

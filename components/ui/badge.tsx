import type { ReactNode } from 'react';

const tones = {
  quiet: 'bg-shell text-ink',
  signal: 'bg-signal-soft text-signal-deep',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
};

export function Badge({
  tone = 'quiet',
  className = '',
  children,
}: {
  tone?: keyof typeof tones;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex items-center rounded-full px-2.5 py-1 font-medium text-xs leading-none ${tones[tone]} ${className}`}
    >
      {children}
    </span>
  );
}

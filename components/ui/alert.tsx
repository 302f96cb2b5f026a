import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

const tones = {
  info: { icon: 'info', look: 'bg-mist text-ink' },
  error: { icon: 'alert', look: 'bg-bad-soft text-bad' },
  success: { icon: 'done', look: 'bg-good-soft text-good' },
} as const;

/** A message in place. Errors are announced at once, the rest politely. */
export function Alert({
  tone = 'info',
  title,
  children,
  className = '',
}: {
  tone?: keyof typeof tones;
  title?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  const { icon, look } = tones[tone];
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={`flex gap-3 rounded-card px-4 py-3 text-[0.9375rem] leading-normal ${look} ${className}`}
    >
      <Icon name={icon} className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}

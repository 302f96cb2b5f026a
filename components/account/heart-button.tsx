'use client';

import { Icon } from '../ui/icon.tsx';
import { useTranslations } from '../ui/words.tsx';

export function HeartButton({
  wished,
  busy,
  onPress,
}: {
  wished: boolean;
  busy?: boolean;
  onPress: () => void;
}) {
  const t = useTranslations('shell');
  return (
    <button
      type="button"
      disabled={busy}
      onClick={onPress}
      className="inline-flex min-h-11 items-center gap-2 justify-self-start text-sm underline decoration-line underline-offset-4 hover:decoration-signal"
    >
      <Icon name="heart" className={`size-5 ${wished ? 'fill-signal text-signal' : ''}`} strokeWidth={1.6} />
      {t(wished ? 'wished' : 'wish')}
    </button>
  );
}

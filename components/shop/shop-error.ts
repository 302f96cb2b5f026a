import { useMemo } from 'react';
import { useTranslations } from '../ui/words.tsx';

/** What the server says in its problem+json; `code` is stable, `message` is for people. */
export class ShopError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(message: string, code: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Words = { offline: string; silent: string };

/** What is said when the shop does not answer. */
export function useWords(): Words {
  const t = useTranslations('problems');
  return useMemo(() => ({ offline: t('offline'), silent: t('cartSilent') }), [t]);
}

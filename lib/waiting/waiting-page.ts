import { plainPage } from '#lib/admission/index.ts';
import { translator } from '#lib/i18n/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import type { Standing } from './stand-in-line.ts';

/** The longer it takes, the seldomer one needs to look: those at the end are the most. */
function lookAgainSeconds(seconds: number): number {
  if (seconds < 60) return 5;
  return seconds < 600 ? 15 : 30;
}

/** The page of somebody in line; `back` is where he came from. It looks again by itself, also without a script. */
export function waitingPage(
  standing: Exclude<Standing, { kind: 'open' }>,
  { market, back, shopName }: { market: Market; back: string; shopName: string },
): string {
  const { locale, languageTag } = market;
  const t = translator(locale, languageTag);
  const common = { locale, shopName, link: { href: back, text: t('line.back') }, inPlace: true };
  switch (standing.kind) {
    case 'turn':
      return plainPage({
        ...common,
        title: t('line.turnTitle'),
        lead: t('line.turnText'),
        paragraphs: [],
        link: { href: back, text: t('line.turnGo'), button: true },
        refreshSeconds: null,
      });
    case 'too_many':
      return plainPage({
        ...common,
        title: t('line.tooManyTitle'),
        lead: t('line.tooManyText'),
        paragraphs: [],
        refreshSeconds: Math.max(30, standing.retrySeconds),
      });
    case 'waits': {
      const { number, ahead, seconds, startsAt } = standing;
      const again = lookAgainSeconds(seconds);
      const minutes = Math.ceil(seconds / 60);
      const estimate = minutes > 1 ? t('line.estimate', { minutes }) : t('line.soon');
      const starts = startsAt ? t('line.starts', { time: clock(startsAt, languageTag) }) : null;
      return plainPage({
        ...common,
        title: t('line.title'),
        tab: t('line.tab', { ahead }),
        lead: starts ?? estimate,
        paragraphs: [
          t('line.place', { number, ahead }),
          ...(starts ? [estimate] : []),
          t('line.keep', { seconds: again }),
        ],
        refreshSeconds: again,
      });
    }
  }
}

function clock(instant: string, languageTag: string): string {
  const format = {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: env.SHOP_TIME_ZONE,
  } as const;
  return new Intl.DateTimeFormat(languageTag, format).format(new Date(instant));
}

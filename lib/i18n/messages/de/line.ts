import type { Texts } from '../../texts.ts';

export const line: Texts['line'] = {
  title: 'Sie stehen in der Schlange',
  tab: '{ahead, plural, =0 {Sie sind die Nächsten} other {# vor Ihnen}} · In der Schlange',
  place:
    'Ihre Nummer ist {number, number}. {ahead, plural, =0 {Niemand ist vor Ihnen.} one {Vor Ihnen ist noch jemand.} other {Vor Ihnen sind # Menschen.}}',
  starts: 'Der Verkauf beginnt um {time}. Dann werden die Nummern in der Reihenfolge des Kommens aufgerufen.',
  estimate:
    'Beim jetzigen Tempo sind Sie in etwa {minutes, plural, one {# Minute} other {# Minuten}} an der Reihe. Das kann sich ändern.',
  soon: 'In ein bis zwei Minuten dürften Sie an der Reihe sein.',
  keep: 'Sie müssen nichts tun: Diese Seite sieht alle {seconds, plural, one {# Sekunde} other {# Sekunden}} nach. Wenn Sie sie schließen und wiederkommen, behalten Sie Ihren Platz.',
  turnTitle: 'Sie sind an der Reihe',
  turnText:
    'Gehen Sie zurück und legen Sie es in den Warenkorb. Bis zum Ende des Verkaufs warten Sie nicht noch einmal.',
  turnGo: 'Zum Shop',
  back: 'Sehen Sie sich so lange um',
  tooManyTitle: 'Ein Platz genügt',
  tooManyText:
    'Von Ihrer Adresse wurden sehr viele Plätze verlangt. Die Sie haben, gelten weiter; diese Seite versucht es später noch einmal.',
};

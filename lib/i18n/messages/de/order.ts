import type { Texts } from '../../texts.ts';

export const order: Texts['order'] = {
  title: 'Bestellung {number}',
  thanks: 'Vielen Dank, {name}. Ihre Bestellung ist eingegangen.',
  confirmation: 'Eine Bestätigung ist unterwegs an {email}.',
  placedOn: 'Bestellt am {date}.',
  progress: 'Stand der Bestellung',
  paid: 'Bezahlt',
  packed: 'Wird gepackt',
  shipped: 'Unterwegs',
  delivered: 'Zugestellt',
  done: ', erledigt',
  notYet: ', noch nicht',
  cancelled: 'Diese Bestellung wurde storniert',
  cancelledOutOfStock: 'Jemand anderes war beim letzten Stück schneller. Das tut uns leid.',
  refunded: '{amount} gingen auf Ihre Karte zurück',
  refunding: 'Ihr Geld ist auf dem Weg zurück auf Ihre Karte.',
  refundFailed:
    'Geld, das wir Ihnen zurückgeschickt haben, kam nicht an. Wir wissen davon und schicken es noch einmal.',
  ordered: 'Das haben Sie bestellt',
  destination: 'Dorthin geht es',
  tracking: 'Sendungsnummer {number}',
  reviewTitle: 'Wie ist es?',
  reviewText: 'Erzählen Sie anderen davon: Dieser Link weiß, dass Sie es gekauft haben.',
  reviewNamed: '{title} bewerten',
  yourOrder: 'Ihre Bestellung',
  questions: 'Fragen? Schreiben Sie an <mail>{email}</mail>, und nennen Sie Bestellung {number}.',
};

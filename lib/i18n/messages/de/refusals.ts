import type { RefusalFacts, Refusals } from '../../refusals.ts';
import { translator } from '../../translator.ts';

const soon = 'Versuchen Sie es in ein paar Sekunden noch einmal.';
const number = (facts: RefusalFacts, name: string) => (typeof facts[name] === 'number' ? facts[name] : 0);

function coupon(reason: string): Refusals[string] {
  return ({ coupon: code }) => ({
    title: translator('de')('cart.couponProblem', { reason, code: typeof code === 'string' ? code : '' }),
  });
}

/** `Becher: noch 2; Seil: ausverkauft`. */
function shortages(lines: unknown): string {
  if (!Array.isArray(lines)) return '';
  return lines
    .filter((line): line is Record<string, unknown> => typeof line === 'object' && line !== null)
    .map(({ title, onHand, held }) => {
      if (typeof onHand === 'number' && onHand > 0) return `${title}: noch ${onHand}`;
      return held ? `${title}: die letzten werden gerade bezahlt` : `${title}: ausverkauft`;
    })
    .join('; ');
}

const notAccepted = 'Die Zahlung wurde nicht angenommen';
const payment = (detail: string) => () => ({ title: notAccepted, detail });

/** What the API's refusals say in German, by their codes; the English stands where each is made. */
export const refusals: Refusals = {
  unavailable: () => ({ title: 'Der Shop ist im Moment nicht ganz da', detail: soon }),
  invalid_input: () => ({ title: 'Bitte prüfen Sie Ihre Angaben' }),
  no_cart: () => ({ title: 'Es gibt noch keinen Warenkorb' }),
  cart_unavailable: () => ({
    title: 'Der Warenkorb macht kurz Pause',
    detail: `Es wurde nichts abgebucht. ${soon}`,
  }),
  waiting_room: () => ({
    title: 'Für diesen Artikel gibt es eine Schlange',
    detail: 'Nehmen Sie einen Platz; es geht der Reihe nach.',
  }),
  overloaded: () => ({ title: 'Gerade sind sehr viele hier', detail: soon }),
  too_many_requests: () => ({ title: 'Sehr viele Anfragen von Ihrer Adresse', detail: soon }),
  not_in_cart: () => ({ title: 'Dieser Artikel ist nicht mehr in Ihrem Warenkorb' }),
  unknown_sku: () => ({ title: 'Diesen Artikel führen wir nicht' }),
  not_sold_here: () => ({ title: 'Diesen Artikel verkaufen wir in Ihrem Land nicht' }),
  not_in_stock: (facts) => {
    const left = number(facts, 'onHand');
    return { title: left === 0 ? 'Ausverkauft' : `Nur noch ${left} auf Lager` };
  },
  cart_full: (facts) => ({
    title: `In einen Warenkorb passen höchstens ${number(facts, 'limit')} verschiedene Artikel`,
  }),
  too_many_units: (facts) => ({ title: `Höchstens ${number(facts, 'limit')} Stück von einem Artikel` }),
  coupon_unknown: coupon('unknown'),
  coupon_not_yet: coupon('not_yet'),
  coupon_expired: coupon('expired'),
  coupon_used_up: coupon('used_up'),
  coupon_customer_limit: coupon('customer_limit'),
  coupon_other_currency: coupon('other_currency'),
  coupon_no_article: coupon('no_article'),

  cart_empty: () => ({ title: 'Ihr Warenkorb ist leer' }),
  lines_unavailable: ({ lines }) => ({
    title: 'Einige Artikel sind in dieser Menge nicht mehr lieferbar',
    detail: shortages(lines),
  }),
  shipping_not_offered: () => ({ title: 'Auf diesem Weg liefern wir nicht in dieses Land' }),
  price_changed: () => ({
    title: 'Ein Preis hat sich geändert',
    detail: 'Bitte sehen Sie sich die neue Gesamtsumme an und bestätigen Sie sie.',
  }),
  too_expensive: () => ({
    title: 'So viel lässt sich online nicht bezahlen; bitte rufen Sie uns an',
  }),
  amount_too_small: () => ({
    title: 'Dieser Betrag lässt sich nicht online bezahlen',
    detail:
      'Er ist null oder kleiner, als unser Zahlungsdienst annimmt. Es wurde nichts abgebucht. Nehmen Sie den Gutschein heraus, wählen Sie eine andere Lieferart oder schreiben Sie uns.',
  }),
  cart_in_payment: (facts) => {
    const minutes = number(facts, 'minutes');
    return {
      title: 'Dieser Warenkorb wird gerade anderswo bezahlt',
      detail:
        minutes > 0
          ? `In einem anderen Tab oder Fenster wartet noch eine Bank auf Bestätigung. Schließen Sie die Zahlung dort ab oder brechen Sie sie ab; in höchstens ${minutes} min endet sie von selbst.`
          : 'In einem anderen Tab oder Fenster. Hier wurde nichts abgebucht; versuchen Sie es gleich noch einmal.',
    };
  },
  idempotency_conflict: () => ({
    title: 'Diese Bestellung wurde schon mit anderem Inhalt abgeschickt',
  }),
  checkout_interrupted: () => ({
    title: 'Die Bestellung wurde unterbrochen',
    detail: 'Wir kümmern uns darum. Fragen Sie in ein paar Sekunden nach; es wird nicht doppelt abgebucht.',
  }),
  unknown_checkout: () => ({ title: 'Diese Bestellung kennen wir nicht; es wurde nichts abgebucht' }),
  payments_unavailable: () => ({
    title: 'Im Moment sind keine Zahlungen möglich',
    detail: 'Es wurde nichts abgebucht, und Ihr Warenkorb bleibt. Versuchen Sie es in ein paar Minuten.',
  }),
  gateway_changed: () => ({
    title: 'Bitte geben Sie Ihre Karte noch einmal ein',
    detail:
      'Unser Zahlungsdienst antwortet nicht; ein anderer übernimmt. Sollte der erste eine Abbuchung zeigen, kommt das Geld von selbst zurück.',
  }),
  payment_not_confirmed: payment(
    'Die Zahlung ließ sich nicht bestätigen. Sollte Ihre Bank eine Abbuchung zeigen, kommt das Geld von selbst zurück. Sie können es noch einmal versuchen.',
  ),
  authentication_expired: payment(
    'Die Bestätigung der Bank kam nicht rechtzeitig. Es wurde nichts abgebucht; bitte versuchen Sie es noch einmal.',
  ),
  authentication_failed: payment('Die Bank hat diese Zahlung nicht bestätigt.'),
  payment_intent_authentication_failure: payment('Die Bank hat diese Zahlung nicht bestätigt.'),
  insufficient_funds: payment('Ihre Karte ist nicht ausreichend gedeckt.'),
  expired_card: payment('Ihre Karte ist abgelaufen.'),
  incorrect_cvc: payment('Die Prüfziffer Ihrer Karte stimmt nicht.'),
  incorrect_number: payment('Ihre Kartennummer stimmt nicht.'),
  processing_error: payment(
    'Beim Prüfen Ihrer Karte ging etwas schief. Versuchen Sie es gleich noch einmal.',
  ),
  invalid_request: payment(
    'Die Karte ließ sich nicht verwenden. Bitte geben Sie sie noch einmal ein, oder nehmen Sie eine andere.',
  ),
  declined: payment('Ihre Karte wurde abgelehnt.'),

  not_signed_in: () => ({ title: 'Bitte melden Sie sich zuerst an' }),
  wrong_credentials: () => ({ title: 'E-Mail-Adresse oder Passwort stimmt nicht' }),
  email_taken: () => ({ title: 'Mit dieser E-Mail-Adresse gibt es schon ein Konto' }),
  link_used_up: () => ({
    title: 'Dieser Link wurde schon benutzt oder ist zu alt',
    detail: 'Fordern Sie einen neuen an.',
  }),
  not_found: () => ({ title: 'Das gibt es in Ihrem Konto nicht' }),
  too_many: (facts) => ({ title: `Höchstens ${number(facts, 'limit')}` }),
  rate_limited: () => ({
    title: 'Zu viele Versuche',
    detail: 'Warten Sie eine Viertelstunde, dann versuchen Sie es noch einmal.',
  }),
  sessions_away: () => ({ title: 'Die Konten machen kurz Pause', detail: soon }),
};

import type { Texts } from '../../texts.ts';

export const busy: Texts['busy'] = {
  title: 'Gerade sind sehr viele hier',
  text: 'Der Shop ist für einen Moment voll, und diese Seite ließ sich nicht erstellen. Ihr Warenkorb ist sicher, und es wurde nichts abgebucht.',
  again: 'In {seconds, plural, one {# Sekunde} other {# Sekunden}} versuchen wir es von selbst noch einmal.',
  now: 'Jetzt versuchen',
  nothingDone: 'Diese Anfrage wurde nicht begonnen. Versuchen Sie es in ein paar Sekunden noch einmal.',
};

import type { Texts } from '../../texts.ts';

export const busy: Texts['busy'] = {
  title: 'Gerade sind sehr viele hier',
  text: 'Der Shop ist für einen Moment voll, und diese Seite ließ sich nicht erstellen. Ihr Warenkorb ist sicher, und es wurde nichts abgebucht.',
  again: 'In {seconds, plural, one {# Sekunde} other {# Sekunden}} versuchen wir es von selbst noch einmal.',
  now: 'Jetzt versuchen',
  awayTitle: 'Gleich wieder da',
  awayText:
    'Diese Seite ließ sich gerade nicht erstellen. Ihr Warenkorb ist sicher. Falls Sie gerade bezahlt haben, öffnen Sie die Kasse noch einmal: Sie weiß, ob Ihre Bestellung angekommen ist, und es wird nicht doppelt abgebucht.',
  nothingDone:
    'Es wurde nichts geändert und nichts abgebucht. Bitte versuchen Sie es in ein paar Sekunden noch einmal.',
};

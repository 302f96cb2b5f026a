import type { Texts } from '../../texts.ts';

export const problems: Texts['problems'] = {
  notFoundTitle: 'Diese Seite ist ausgelaufen',
  notFoundText: 'Sie ist nicht hier, oder nicht mehr. Vielleicht findet die Suche, was Sie möchten.',
  errorTitle: 'Bei uns ist etwas schiefgegangen',
  errorText:
    'Ihr Warenkorb ist sicher. Falls Sie gerade bezahlt haben, öffnen Sie die Kasse noch einmal: Sie weiß, ob Ihre Bestellung angekommen ist.',
  backToShop: 'Zurück zum Shop',
  offline: 'Der Shop ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  cartSilent: 'Ihr Warenkorb antwortet nicht. Bitte versuchen Sie es noch einmal.',
};

/** What stands under a heading. */
type Section = [heading: string, ...paragraphs: string[]];
type LegalText = {
  title: string;
  /** How it is called at the foot of every page. */
  link: string;
  sections: Section[];
};

/** Said first in each of them. */
const sample = {
  en: 'This is a sample text of the demo shop: replace it with your own before you sell anything.',
  de: 'Dies ist ein Mustertext des Demo-Shops: Ersetzen Sie ihn durch Ihren eigenen, bevor Sie etwas verkaufen.',
};

/** Who is said to run the demo shop; name and numbers belong to nobody. */
export const operator = {
  company: 'Ballast Chandlery Ltd',
  address: '1 Sample Quay\nGalway, H91 0000\nIreland',
  email: 'shop@ballast.example',
  phone: '+353 20 910 0000',
};

const postal = [operator.company, ...operator.address.split('\n')].join(', ');

/** The demo's legal texts by key, in each language of the shop, in the order of the footer. */
const texts: Record<string, Record<keyof typeof sample, LegalText>> = {
  imprint: {
    en: {
      title: 'Imprint',
      link: 'Imprint',
      sections: [
        ['Who runs this shop', postal, 'Directors: Sample Person, Another Sample'],
        ['How to reach us', `E-mail: ${operator.email}`, `Telephone: ${operator.phone}, Monday to Saturday`],
        [
          'Register and tax',
          'Companies Registration Office, Dublin, number 000000',
          'VAT number: IE0000000AA',
        ],
        [
          'Disputes',
          'Write to us first: most things are settled with one letter. We are neither willing nor obliged to take part in dispute resolution before a consumer arbitration board.',
        ],
      ],
    },
    de: {
      title: 'Impressum',
      link: 'Impressum',
      sections: [
        ['Wer diesen Shop betreibt', postal, 'Geschäftsführung: Sample Person, Another Sample'],
        [
          'So erreichen Sie uns',
          `E-Mail: ${operator.email}`,
          `Telefon: ${operator.phone}, Montag bis Samstag`,
        ],
        [
          'Register und Steuer',
          'Companies Registration Office, Dublin, Nummer 000000',
          'Umsatzsteuer-Identifikationsnummer: IE0000000AA',
        ],
        [
          'Streitfälle',
          'Schreib zuerst uns: Das meiste klärt ein Brief. Wir sind weder bereit noch verpflichtet, an Streitbeilegungsverfahren vor einer Verbraucherschlichtungsstelle teilzunehmen.',
        ],
      ],
    },
  },
  terms: {
    en: {
      title: 'Terms and conditions',
      link: 'Terms',
      sections: [
        [
          'Who contracts with whom',
          `These terms hold for everything that consumers order here. You buy from ${operator.company}.`,
        ],
        [
          'How an order comes about',
          'What is shown here invites you to order. Before you pay you see every article, its price, tax, delivery and the total, and can change all of it. The button that pays places your order; the contract is made when our confirmation reaches you by e-mail.',
          'Should an article turn out not to be there after all, we cancel the order, say so, and give the money back at once.',
        ],
        [
          'Prices and payment',
          'In Europe prices include value added tax; in the United States sales tax is added before you pay. Delivery is shown apart. You pay by card as you order.',
        ],
        [
          'Delivery',
          'Where we deliver to, how long it takes and from which sum it is free is said under Delivery, at the foot of every page. The risk is ours until the parcel is in your hands.',
        ],
        [
          'Changed your mind',
          'Consumers in the European Union have 14 days to withdraw without giving a reason: see Withdrawal. Beyond that we take back unused goods for 30 days, as said under Returns. The one does not limit the other.',
        ],
        ['Something is wrong with it', 'Your statutory rights for faulty goods hold in full.'],
        [
          'Which law',
          'Irish law holds. What protects you under the binding law of the country you live in stays untouched.',
        ],
      ],
    },
    de: {
      title: 'Allgemeine Geschäftsbedingungen',
      link: 'AGB',
      sections: [
        [
          'Wer mit wem einen Vertrag schließt',
          `Diese Bedingungen gelten für alles, was Verbraucher hier bestellen. Sie kaufen bei ${operator.company}.`,
        ],
        [
          'Wie eine Bestellung zustande kommt',
          'Was hier gezeigt wird, lädt zum Bestellen ein. Bevor Sie bezahlen, sehen Sie jeden Artikel, seinen Preis, Steuer, Versand und die Summe, und können alles noch ändern. Der Knopf, der bezahlt, gibt Ihre Bestellung auf; der Vertrag kommt zustande, wenn unsere Bestätigung per E-Mail bei Ihnen ankommt.',
          'Stellt sich heraus, dass ein Artikel doch nicht da ist, stornieren wir die Bestellung, sagen es und geben das Geld sofort zurück.',
        ],
        [
          'Preise und Zahlung',
          'In Europa enthalten die Preise die Umsatzsteuer; in den Vereinigten Staaten kommt die Verkaufssteuer hinzu, bevor Sie bezahlen. Der Versand wird gesondert gezeigt. Sie bezahlen mit Karte, wenn Sie bestellen.',
        ],
        [
          'Versand',
          'Wohin wir liefern, wie lange es dauert und ab welcher Summe es nichts kostet, steht am Fuß jeder Seite unter Lieferung. Das Risiko tragen wir, bis das Paket bei Ihnen ist.',
        ],
        [
          'Anders überlegt',
          'Verbraucher in der Europäischen Union können 14 Tage lang ohne Angabe von Gründen widerrufen: siehe Widerruf. Darüber hinaus nehmen wir Unbenutztes 30 Tage lang zurück, wie unter Rückgabe gesagt. Das eine schränkt das andere nicht ein.',
        ],
        ['Etwas stimmt nicht damit', 'Ihre gesetzlichen Rechte bei Mängeln gelten in vollem Umfang.'],
        [
          'Welches Recht',
          'Es gilt irisches Recht. Was Sie nach dem zwingenden Recht des Landes schützt, in dem Sie leben, bleibt unberührt.',
        ],
      ],
    },
  },
  withdrawal: {
    en: {
      title: 'Right of withdrawal',
      link: 'Withdrawal',
      sections: [
        [
          'Fourteen days',
          'You may withdraw from this contract within 14 days without giving any reason. The time ends 14 days after the day on which you, or somebody you name who is not the carrier, have the last of the goods in hand.',
          `To withdraw, tell us so clearly, for instance by letter to ${postal}, or by e-mail to ${operator.email}. You may use the form below, but need not. It is enough to send it before the time ends.`,
        ],
        [
          'What follows',
          'We pay back everything we had from you, the cost of our cheapest delivery included, without delay and within 14 days of hearing of your withdrawal, in the way you paid and without a fee. We may wait until the goods are back, or until you show that you have sent them.',
          'Send the goods back within 14 days of telling us. You pay for sending them back, and for a loss in value only where they were handled more than it takes to look at and try them.',
        ],
        [
          'What cannot be sent back',
          'Food that spoils quickly, and goods sealed for hygiene once their seal is broken.',
        ],
        [
          'Form',
          `To ${postal}, ${operator.email}: I withdraw from my contract for the following goods. Ordered on, received on, order number, name, address, date, and on paper your signature.`,
        ],
      ],
    },
    de: {
      title: 'Widerrufsrecht',
      link: 'Widerruf',
      sections: [
        [
          'Vierzehn Tage',
          'Sie haben das Recht, diesen Vertrag binnen 14 Tagen ohne Angabe von Gründen zu widerrufen. Die Frist endet 14 Tage nach dem Tag, an dem Sie oder jemand von Ihnen Benanntes, der nicht der Beförderer ist, die letzte Ware in Besitz genommen hat.',
          `Um zu widerrufen, teilen Sie es uns eindeutig mit, etwa mit einem Brief an ${postal} oder einer E-Mail an ${operator.email}. Sie können das Formular unten verwenden, müssen es aber nicht. Es genügt, den Widerruf vor Ablauf der Frist abzusenden.`,
        ],
        [
          'Was daraus folgt',
          'Wir zahlen alles zurück, was wir von Ihnen erhalten haben, einschließlich der Kosten unserer günstigsten Lieferung, unverzüglich und binnen 14 Tagen, nachdem wir von Ihrem Widerruf erfahren haben, auf demselben Weg, auf dem Sie bezahlt haben, und ohne Entgelt. Wir können warten, bis die Ware zurück ist oder Sie zeigen, dass Sie sie abgesandt haben.',
          'Senden Sie die Ware binnen 14 Tagen zurück, nachdem Sie uns unterrichtet haben. Die Rücksendung bezahlen Sie, und einen Wertverlust nur, wenn mit der Ware mehr getan wurde, als nötig ist, um sie anzusehen und zu prüfen.',
        ],
        [
          'Was nicht zurückgegeben werden kann',
          'Lebensmittel, die schnell verderben, und aus Gründen der Hygiene versiegelte Ware, wenn das Siegel gebrochen ist.',
        ],
        [
          'Formular',
          `An ${postal}, ${operator.email}: Hiermit widerrufe ich meinen Vertrag über den Kauf der folgenden Waren. Bestellt am, erhalten am, Bestellnummer, Name, Anschrift, Datum, und auf Papier Ihre Unterschrift.`,
        ],
      ],
    },
  },
  privacy: {
    en: {
      title: 'Privacy',
      link: 'Privacy',
      sections: [
        ['Who is responsible', `${postal}, ${operator.email}.`],
        [
          'No tracking',
          'This shop sets no cookie that follows you, loads nothing from advertisers and builds no profile. What it keeps in your browser is needed for what you do: a cookie for your cart (30 days), one that keeps you signed in if you have an account (30 days after its last use), one for your place when a sale has a queue, and one of half an hour that counts a visit without recognising who it is.',
          'Articles you looked at, the wish list of a guest and what you typed at the checkout stay in your browser, where you can clear them.',
        ],
        [
          'What we keep when you order',
          'Your name, e-mail address, postal address, what you ordered and what became of it: we need it to fulfil the contract, and tax law wants it kept for six years. Those who carry the parcel learn the address.',
        ],
        [
          'Payment',
          'Your card goes to our payment providers, Stripe and Adyen, and never to us. We keep what was paid and their reference to it.',
        ],
        [
          'An account',
          'Nobody needs one. With an account we also keep your addresses, wish list and reviews until you delete it, which you can do yourself at any time; orders are kept as above.',
        ],
        [
          'Visiting',
          'Our servers see the address of your device with each request, use it to hold off abuse and do not connect it with anything you do here. How fast pages load is measured in one visit of ten, without a cookie.',
        ],
        [
          'Your rights',
          'You may ask what we know of you, have it corrected, deleted, restricted or handed over, object to its use, and complain to a supervisory authority. An e-mail is enough.',
        ],
      ],
    },
    de: {
      title: 'Datenschutz',
      link: 'Datenschutz',
      sections: [
        ['Wer verantwortlich ist', `${postal}, ${operator.email}.`],
        [
          'Keine Verfolgung',
          'Dieser Shop setzt kein Cookie, das Ihnen folgt, lädt nichts von Werbenetzen und bildet kein Profil. Was er in Ihrem Browser ablegt, braucht er für das, was Sie tun: ein Cookie für Ihren Warenkorb (30 Tage), eines, das Sie angemeldet hält, wenn Sie ein Konto haben (30 Tage nach dem letzten Gebrauch), eines für Ihren Platz, wenn vor einem Verkauf eine Schlange steht, und eines von einer halben Stunde, das einen Besuch zählt, ohne zu erkennen, wessen.',
          'Angesehene Artikel, der Merkzettel eines Gastes und was Sie an der Kasse eingetippt haben, bleiben in Ihrem Browser, wo Sie sie löschen können.',
        ],
        [
          'Was wir behalten, wenn Sie bestellen',
          'Ihren Namen, E-Mail- und Postadresse, was Sie bestellt haben und was daraus wurde: Das brauchen wir, um den Vertrag zu erfüllen, und das Steuerrecht will es sechs Jahre aufbewahrt wissen. Wer das Paket bringt, erfährt die Adresse.',
        ],
        [
          'Zahlung',
          'Ihre Karte geht an unsere Zahlungsdienste, Stripe und Adyen, und nie an uns. Wir behalten, was bezahlt wurde, und deren Zeichen dafür.',
        ],
        [
          'Ein Konto',
          'Niemand braucht eines. Mit einem Konto behalten wir auch Ihre Adressen, Ihren Merkzettel und Ihre Bewertungen, bis Sie es löschen, was Sie jederzeit selbst können; Bestellungen behalten wir wie oben.',
        ],
        [
          'Ein Besuch',
          'Unsere Server sehen bei jeder Anfrage die Adresse Ihres Geräts, wehren damit Missbrauch ab und verbinden sie mit nichts, was Sie hier tun. Wie schnell Seiten laden, wird bei einem von zehn Besuchen gemessen, ohne Cookie.',
        ],
        [
          'Ihre Rechte',
          'Sie können fragen, was wir von Ihnen wissen, es berichtigen, löschen, einschränken oder sich geben lassen, seiner Verwendung widersprechen und sich bei einer Aufsichtsbehörde beschweren. Eine E-Mail genügt.',
        ],
      ],
    },
  },
};

function written({ title, sections }: LegalText, locale: keyof typeof sample) {
  const said = sections.map(
    ([heading, ...paragraphs]) => `<h2>${heading}</h2>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`,
  );
  return { title, bodyHtml: `<p><strong>${sample[locale]}</strong></p>${said.join('')}` };
}

export const legalBlocks = Object.entries(texts).map(([key, { en }]) => ({ key, ...written(en, 'en') }));

export const germanLegalBlocks = Object.fromEntries(
  Object.entries(texts).map(([key, { de }]) => [key, written(de, 'de')]),
);

export const legalLinks = Object.entries(texts).map(([key, { en, de }]) => ({
  title: { en: en.link, de: de.link },
  href: `/pages/${key}`,
}));

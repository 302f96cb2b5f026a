/** The demo's goods in German, by handle: title, then paragraphs. */
export const germanProducts: Readonly<Record<string, [title: string, ...text: string[]]>> = {
  'three-strand-mooring-line': [
    'Festmacher, dreischäftig',
    'Vierzehn Millimeter vorgerecktes Polyester, so weich geschlagen, dass man es auf dem Knie spleißen kann, mit Auge am einen und Takling am anderen Ende.',
    'Gibt ein wenig nach, wenn Schwell hereinkommt, und knarrt nachts nicht.',
  ],
  'waxed-whipping-twine': [
    'Gewachstes Takelgarn',
    'Achtzig Meter auf einer gedrechselten Eschenspule. Gerade so gewachst, dass die dritte Bucht bleibt, wo die zweite sie gelassen hat.',
    'Auch sehr gut für Pakete, Tomaten und Käse.',
  ],
  'hand-tied-fender': [
    'Handgeknüpfter Tauwerkfender',
    'Über einem Korkkern geknüpft von zwei Brüdern in Kilmore Quay, die sich nicht hetzen lassen. Freundlich zum Lack, auch zu dem des Nachbarn.',
    'Jeder braucht fast einen Vormittag, darum sind es nie viele.',
  ],
  'monkeys-fist-doorstop': [
    'Türstopper Affenfaust',
    'Der Knoten, der die Leine vom Schiff an Land trägt, um zweieinhalb Kilo Flussstein. Hält die Küchentür gegen Südwest offen.',
  ],
  'storm-lantern': [
    'Sturmlaterne',
    'Eine Kaltluftlaterne, die mit einer Füllung zwanzig Stunden brennt und über einen Sturm die Schultern zuckt. Gepresster Stahl, pulverbeschichtet, der Glaszylinder ohne Schraubendreher zu wechseln.',
    'Fürs Cockpit, für den Tisch, für den Weg durch den Garten.',
  ],
  'bulkhead-light': [
    'Schottleuchte',
    'Messingguss, dickes Glas und ein Gitter, das es ernst meint. Nach dem Modell der Küstendampfer von 1911, verkabelt fürs Haus, dicht gegen Regen.',
  ],
  'beeswax-harbour-candles': [
    'Bienenwachskerzen Hafen',
    'Drei handgezogene Kerzen auf einem Eichenfuß. Sie brennen langsam und gerade und riechen beim Verlöschen leise nach Heide.',
  ],
  'rigging-knife': [
    'Bordmesser',
    'Eine Schafsfußklinge aus Sheffielder Kohlenstoffstahl mit einem Griff für nasse Hände. Schneidet Tauwerk wie Butter, und Butter wie Butter.',
    'Mit Bändsel, denn wir haben alle schon eines über Bord verloren.',
  ],
  'pocket-compass': [
    'Taschenkompass',
    'Flüssigkeitsgedämpft, in Messing gefasst und auf zwei Grad ehrlich. Wo das nächste Café ist, sagt er nicht, nur wo es schon immer war.',
  ],
  'ships-bell': [
    'Schiffsglocke',
    'In einem Stück in Sand gegossen und nach Gehör gestimmt. Fünfzehn Zentimeter, mit handgeknüpftem Glockentau.',
    'Essen, Nebel, gute Nachrichten.',
  ],
  'deck-brush': [
    'Decksbürste',
    'Steife Naturfaser in Buche, mit einer Schlaufe zum Aufhängen. Für Teak, Stiefel, Kartoffeln und Türschwellen.',
  ],
  'guernsey-jumper': [
    'Guernsey-Pullover',
    'Dicht gestrickt aus fünffachem Kammgarn, wie es die Insel tut, seit Netze von Hand geflickt wurden. Eine Woche steif, dann dreißig Jahre deiner.',
    'Vorne wie hinten gleich, man kann sich also im Dunkeln anziehen.',
  ],
  'fishermans-roll-neck': [
    'Fischer-Rollkragen',
    'Ungefärbte Wolle, die fast ihr ganzes Lanolin behalten hat. Darum riecht sie nach Regen, und darum läuft er ab. Ein Kragen, der der Mütze entgegenkommt.',
  ],
  'watch-cap': [
    'Wachmütze',
    'Doppelt gestrickte Merinowolle mit hohem Umschlag. Bedeckt die Ohren, passt unter die Kapuze, verzeiht der Frisur.',
  ],
  'boot-socks': [
    'Stiefelsocken',
    'Lang, dick und gepolstert, wo der Stiefel beißt. Achtzig Prozent Wolle, verstärkte Fersen und zwei Streifen, damit man das Paar findet.',
  ],
  'waxed-harbour-jacket': [
    'Gewachste Hafenjacke',
    'Schwere gewachste Baumwolle über einem Deckenfutter, mit Taschen in der Höhe, in der Hände sie erwarten. Die Kapuze dreht mit dem Kopf, was seltener ist, als es sein sollte.',
    'Jeden zweiten Herbst nachwachsen, und sie überlebt das Boot.',
  ],
  'yellow-oilskin': [
    'Gelbes Ölzeug',
    'Das aus den Bilderbüchern. Verschweißte Nähte, Windklappe und Steinnussknöpfe für kalte Finger. Bis in die nächste Gemeinde zu sehen.',
  ],
  'deck-boots': [
    'Decksstiefel',
    'Naturkautschuk auf einer messergeschnittenen Sohle, die auf nassem Teak hält. Mit Baumwolle gefüttert, leicht auszuziehen, ohne Schnürsenkel.',
  ],
  'enamel-mug': [
    'Emaillebecher',
    'Stahl unter Glas, zweimal gebrannt, mit einem Rand in eigener Farbe. Fasst eine ordentliche Menge Tee und federt, wenn man ihn fallen lässt.',
    'Die Sprenkel sind auf jedem anders.',
  ],
  'watch-mug': [
    'Becher Hundewache',
    'Aus eisenreichem Steinzeug gedreht, unten breiter als oben. Benannt nach der Wache von Mitternacht bis vier, wenn es am meisten darauf ankommt.',
  ],
  'herring-plate': [
    'Heringsteller',
    'Ein tiefer Emailleteller mit einem Hering, der nach links schwimmt. Ofen, Lagerfeuer, Spülmaschine: Er hat keine Meinung.',
  ],
  'galley-kettle': [
    'Kombüsenkessel',
    'Breit und tief im Wasser, damit er auf dem kardanischen Herd stehen bleibt. Anderthalb Liter, ein Eschengriff, der kühl bleibt, und eine Pfeife, die man vor sechs herausnehmen kann.',
  ],
  'stovetop-coffee-pot': [
    'Espressokocher',
    'Drei kleine Tassen oder eine große Entscheidung. Unten Aluminium, oben Emaille, der Griff aus Olivenholz gedrechselt.',
  ],
  'slow-morning-tea': [
    'Tee Langsamer Morgen',
    'Assam fürs Rückgrat, ein wenig Ceylon fürs Licht. Verträgt Milch und nimmt sich Zeit. Hundertfünfundzwanzig Gramm, lose, in einer Dose zum Behalten.',
  ],
  'night-watch-coffee': [
    'Kaffee Nachtwache',
    'Dunkel, aber nicht verbrannt: Kakao, Walnuss, langer Nachhall. Dienstags geröstet, mittwochs verschickt.',
  ],
  'atlantic-sea-salt': [
    'Atlantisches Meersalz',
    'Flocken aus der Bucht, in offenen Pfannen gezogen. Knirscht und verschwindet. Du wirst es auf Dinge streuen, die nicht darum gebeten haben.',
  ],
  'heather-honey': [
    'Heidehonig',
    'Aus Stöcken, die geradewegs auf den Atlantik sehen. Dick, bittersüß, von der Farbe alten Lacks. Meist vor Weihnachten aus.',
  ],
  'sardines-in-olive-oil': [
    'Sardinen in Olivenöl',
    'Kleine, von Hand gepackt, und mit jedem Jahr besser, das man sie hinten im Schapp vergisst.',
  ],
  'harbour-wool-blanket': [
    'Wolldecke Hafen',
    'Schurwolle, doppelt gewebt und einmal aufgeraut, mit einem Streifen am Fußende, damit man weiß, wo unten ist. Groß genug für zwei, oder für einen, der schmollt.',
  ],
  'ticking-cushion': [
    'Kissen aus Matratzendrell',
    'Gestreifter Baumwolldrell um ein Herz aus Kapok: Es schwimmt, falls es dazu kommt.',
  ],
  'folding-deck-chair': [
    'Klappbarer Liegestuhl',
    'Gedämpfte Buche und ein waschbares Tuch. Drei Stellungen: lesen, dösen, fort. Klappt flach zusammen, ohne einen Finger zu nehmen.',
  ],
  'milking-stool': [
    'Dreibeiniger Hocker',
    'Drei Beine wackeln nie, was immer der Boden tut. Esche, der Sitz ausgeformt von jemandem, der gesessen hat.',
  ],
  'salt-and-seaweed-soap': [
    'Seife Salz und Tang',
    'Schäumt in Salzwasser, was die meisten Seifen nicht tun. Tang von der Landspitze, Olivenöl von weiter her.',
  ],
  'linen-bath-towel': [
    'Badetuch aus Leinen',
    'Waffelleinen, das erst dich trocknet und dann, noch vor dem Mittagessen, sich selbst. Gerollt passt es in die Manteltasche.',
  ],
  'lighthouse-print': [
    'Druck Leuchtturm',
    'Ein zweifarbiger Hochdruck des Feuers, das man von unserer Werkstatt sieht. Nummeriert, signiert, gerahmt in geölter Esche.',
  ],
  'tide-print': [
    'Druck Springtide',
    'Ein Mondmonat Gezeiten, wie die Hafenmauer ihn sieht. Häng ihn in den Flur und komm zu nichts zu spät.',
  ],
  'ships-log': [
    'Logbuch',
    'Zweihundertvierzig geheftete Seiten, die flach liegen und Tinte vertragen. Spalten für Wind, Wetter und Bemerkungen; das meiste im Leben sind Bemerkungen.',
  ],
  'sailcloth-tote': [
    'Tasche aus Segeltuch',
    'Aus ausgemusterten Großsegeln geschnitten, jede war also schon irgendwo. Verriegelte Henkel, ein wasserdichter Boden und Platz für stehendes Brot.',
  ],
  'canvas-duffel': [
    'Seesack aus Canvas',
    'Schweres Canvas, Messing, wo es scheuert, und ein Reißverschluss vom Taucheranzug. Der kleine ist ein Wochenende, der große eine Planänderung.',
  ],
  'ditty-bag': [
    'Zeugbeutel',
    'Das erste Nähstück jedes Seemanns: ein kleiner Beutel für Segelhandschuh, Nadel, Garn und was die Flut gelassen hat.',
  ],
};

/** Categories by title. */
export const germanCategories: Readonly<Record<string, [title: string, description: string]>> = {
  Deck: ['Deck', 'Tauwerk, Licht und guter Stahl: wonach man an Bord zuerst greift.'],
  'Rope & Rigging': [
    'Tauwerk & Rigg',
    'Geschlagen, gespleißt und betakelt von Hand, und zum Benutzen gedacht.',
  ],
  'Lamps & Light': ['Lampen & Licht', 'Warmes Licht für Kajüten, Küchen und den Heimweg am Kai.'],
  'Knives & Tools': ['Messer & Werkzeug', 'Schneiden, die halten, und Messing, das nur besser wird.'],
  Wear: ['Kleidung', 'Wolle, Wachs und Ölzeug. Warm, wenn nass, und hübsch, wenn trocken.'],
  Knitwear: [
    'Strick',
    'Dicht gestrickte Pullover, Mützen und Socken aus Wolle, die sich an das Schaf erinnert.',
  ],
  'Foul Weather': ['Schlechtwetter', 'Für waagerechten Regen, und um danach auszusehen.'],
  Galley: ['Kombüse', 'Frühstück für Leute, die vor dem Wind aufstehen.'],
  'Mugs & Kettles': ['Becher & Kessel', 'Emaille und Steinzeug, die einen Stoß vertragen.'],
  'Tea, Coffee & Pantry': ['Tee, Kaffee & Vorrat', 'Ein volles Schapp macht eine ruhige Mannschaft.'],
  Ceramics: ['Keramik', 'Gedreht in Ardmore, bemalt von Hand, für jeden Tag gemacht.'],
  Cabin: ['Kajüte', 'Weiches, Stilles, und ein Platz für die Füße.'],
  'Blankets & Seats': ['Decken & Sitze', 'Einwickeln, hinsetzen, dem Hafen zusehen.'],
  Textiles: ['Textilien', 'Geschirrtücher, Kissen, Plaids und Teppiche in Mustern von der Küste.'],
  'Soap & Bath': ['Seife & Bad', 'Salz, Tang und Leinen, für die Heimkehr an Land.'],
  'Prints & Paper': ['Drucke & Papier', 'Etwas für das Schott, etwas für das Logbuch.'],
  Bags: ['Taschen', 'Segeltuch und Canvas, die noch etwas vorhaben.'],
};

/** Words of options, as the shop writes them. */
export const germanWords: Readonly<Record<string, string>> = {
  Colour: 'Farbe',
  Size: 'Größe',
  Length: 'Länge',
  Pack: 'Packung',
  Cups: 'Tassen',
  Grind: 'Mahlung',
  Volume: 'Volumen',
  Set: 'Set',
  Navy: 'Marine',
  Cream: 'Creme',
  Red: 'Rot',
  'Signal red': 'Signalrot',
  Mustard: 'Senf',
  Sage: 'Salbei',
  Sky: 'Himmel',
  Tar: 'Teer',
  Sand: 'Sand',
  Oat: 'Hafer',
  Hemp: 'Hanf',
  Rust: 'Rost',
  Brass: 'Messing',
  Oxblood: 'Ochsenblut',
  Moss: 'Moos',
  Coral: 'Koralle',
  Teal: 'Petrol',
  Plum: 'Pflaume',
  Blush: 'Rosé',
  Ochre: 'Ocker',
  Storm: 'Sturmgrau',
  'Signal stripe': 'Signalstreifen',
  'Harbour stripe': 'Hafenstreifen',
  'One bar': 'Ein Stück',
  'Three bars': 'Drei Stück',
  'One tin': 'Eine Dose',
  'Six tins': 'Sechs Dosen',
  'Whole bean': 'Ganze Bohne',
  Filter: 'Filter',
  Stovetop: 'Herdkanne',
  One: 'Einer',
  Four: 'Vier',
  Material: 'Material',
  Dimensions: 'Maße',
  Beige: 'Beige',
  Black: 'Schwarz',
  Blue: 'Blau',
  Green: 'Grün',
  Grey: 'Grau',
  Orange: 'Orange',
  Pink: 'Rosa',
  Purple: 'Violett',
  White: 'Weiß',
  Yellow: 'Gelb',
  Beeswax: 'Bienenwachs',
  Canvas: 'Segeltuch',
  Cotton: 'Baumwolle',
  Enamel: 'Emaille',
  Linen: 'Leinen',
  Oilskin: 'Ölzeug',
  Paper: 'Papier',
  Polyester: 'Polyester',
  Rope: 'Tauwerk',
  Rubber: 'Naturkautschuk',
  Steel: 'Stahl',
  Stoneware: 'Steinzeug',
  'Waxed cotton': 'Gewachste Baumwolle',
  Wood: 'Holz',
  Wool: 'Wolle',
};

/** The shop's texts, by key. */
export const germanBlocks: Readonly<Record<string, { title: string; bodyHtml: string }>> = {
  'home-hero': {
    title: 'Dinge für Boote, Häfen und langsame Morgen',
    bodyHtml:
      '<p>Tauwerk, das sich sauber spleißt, Wolle, die den Wind draußen hält, und ein Becher für die Stunde, bevor alle anderen wach sind.</p>',
  },
  'home-story': {
    title: 'Gewicht am richtigen Ort',
    bodyHtml:
      '<p>Ballast hält ein Boot aufrecht: schwer, schlicht und unsichtbar. Gute Dinge, finden wir, tun das auch. Wir kaufen bei kleinen Werkstätten an kalten Küsten, wir halten das Sortiment klein, und wir verkaufen nur, worauf wir uns selbst gestützt haben, bei jedem Wetter, mindestens einen Winter lang.</p><p>Wenn es bricht, reparieren wir es. Wenn wir es nicht können, sagen wir das.</p>',
  },
  'footer-about': {
    title: 'Über Ballast',
    bodyHtml:
      '<p>Ein kleiner Schiffsausrüster für Leute mit Booten, und für Leute, die sie nur ansehen. Am Kai von Montag bis Samstag, und hier zu jeder Stunde.</p>',
  },
  'shipping-info': {
    title: 'Versand',
    bodyHtml:
      '<p>Wir packen jeden Werktag und versenden nach Irland, in die ganze Europäische Union, nach Großbritannien und in die Vereinigten Staaten.</p><p>Preise enthalten die Steuer. Was der Versand genau kostet, siehst du, bevor du bezahlst.</p>',
  },
  returns: {
    title: 'Rückgabe',
    bodyHtml:
      '<p>Anders überlegt? Schick es innerhalb von 30 Tagen unbenutzt zurück, und wir erstatten alles, meist binnen zwei Werktagen nach der Ankunft.</p><p>Zu früh durchgescheuert? Schreib uns mit einem Bild. Tauwerk, Messer, Stiefel und Taschen flicken wir ein Leben lang; den Hinweg zahlst du, den Rückweg wir.</p>',
  },
};

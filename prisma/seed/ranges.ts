import type { SeedProduct } from './products.ts';

/**
 * Ranges of goods that are one form in many patterns. A line is
 * handle | pattern | palettes | title | German title | sentence | German sentence; each palette is a colour.
 */
type Range = {
  maker: string;
  type: string;
  in: [string, string];
  /** The motif's name without the pattern. */
  form: string;
  prices: number[];
  sizes?: { name: string; values: string[] };
  text: string;
  german: { text: string };
  lines: string;
};

const paper = { name: 'Size', values: ['A4', 'A3', '50 × 70 cm'] };

const ranges: Range[] = [
  {
    maker: 'Paper Harbour Press',
    type: 'Poster',
    in: ['Cabin', 'Prints & Paper'],
    form: 'poster',
    prices: [2400, 3600, 5900],
    sizes: paper,
    text: 'Printed in small runs on 250 g cotton paper, framed in oak.',
    german: { text: 'In kleiner Auflage auf Baumwollpapier gedruckt, gerahmt in Eiche.' },
    lines: `
evening-horizon-poster|horizon|rust|Evening Horizon|Abendhorizont|The minute before the sun goes, when nobody on board says anything.|Die Minute, bevor die Sonne geht und an Bord niemand etwas sagt.
morning-horizon-poster|horizon|teal|Morning Horizon|Morgenhorizont|The same sea twelve hours later, and a better mood.|Dasselbe Meer zwölf Stunden später, mit besserer Laune.
seamount-chart-poster|contours|storm|Seamount Chart|Karte des Seebergs|A hill nobody has climbed, drawn from its soundings.|Ein Berg, den niemand bestiegen hat, aus seinen Lotungen gezeichnet.
headland-chart-poster|contours|moss|Headland Chart|Karte der Landspitze|Every ten metres one line, and one place to put the tent.|Alle zehn Meter eine Linie, und ein Platz für das Zelt.
signal-flags-poster|flags|red|Signal Flags|Signalflaggen|Twelve flags that say something only the harbour master reads.|Zwölf Flaggen, die nur der Hafenmeister lesen kann.
quiet-flags-poster|flags|blush|Quiet Flags|Leise Flaggen|The same alphabet, whispered.|Dasselbe Alphabet, geflüstert.
winter-sky-poster|stars|plum|Winter Sky|Winterhimmel|The stars you steer by in January, joined as we were taught.|Die Sterne, nach denen man im Januar steuert, verbunden wie gelernt.
anchor-watch-poster|stars|navy|Anchor Watch|Ankerwache|Four in the morning, tea gone cold, everything above very clear.|Vier Uhr früh, der Tee ist kalt, und oben ist alles sehr klar.
twelve-moons-poster|moons|ochre|Twelve Moons|Zwölf Monde|A fortnight of moon, in the order the tide takes it.|Vierzehn Tage Mond, in der Reihenfolge der Tide.
herring-shoal-poster|shoal|sky|Herring Shoal|Heringsschwarm|Twenty-six herring. One knows the way.|Sechsundzwanzig Heringe. Einer kennt den Weg.
mackerel-shoal-poster|shoal|tar|Mackerel Shoal|Makrelenschwarm|They turn all at once, and only a painter sees who began.|Sie drehen alle zugleich, und nur der Maler sieht, wer anfing.
three-buoys-poster|buoys|coral|Three Buoys|Drei Bojen|Keep the red one to port and your voice down.|Die rote an Backbord lassen, und leise sprechen.
gulls-at-dawn-poster|gulls|sand|Gulls at Dawn|Möwen am Morgen|Drawn by someone who has forgiven them.|Gezeichnet von jemandem, der ihnen verziehen hat.
harbour-row-poster|harbour|mustard|Harbour Row|Häuserzeile am Hafen|Seven houses that have been painted in seven arguments.|Sieben Häuser, gestrichen in sieben Streitgesprächen.
harbour-dusk-poster|harbour|oxblood|Harbour at Dusk|Hafen in der Dämmerung|The lamps come on from left to right, like gossip.|Die Lampen gehen von links nach rechts an, wie ein Gerücht.
ballast-stones-poster|abstract|sage|Ballast Stones|Ballaststeine|Heavy things, balanced. Our house picture.|Schweres im Gleichgewicht. Unser Hausbild.`,
  },
  {
    maker: 'Strand Weavers',
    type: 'Tea towel',
    in: ['Cabin', 'Textiles'],
    form: 'teatowel',
    prices: [1600],
    text: 'Half linen, woven and printed in Donegal, with a loop that does not tear.',
    german: { text: 'Halbleinen, in Donegal gewebt und bedruckt, mit einer Schlaufe, die nicht reißt.' },
    lines: `
scales-tea-towel|scales|navy,coral|Fish Scale Tea Towel|Geschirrtuch Fischschuppe|For glasses, plates and the occasional trout.|Für Gläser, Teller und gelegentlich eine Forelle.
leaves-tea-towel|leaves|sage,teal|Kelp Leaf Tea Towel|Geschirrtuch Tangblatt|The only seaweed that likes the wash.|Der einzige Tang, der die Wäsche mag.
boats-tea-towel|boats|sky,red|Regatta Tea Towel|Geschirrtuch Regatta|Thirty boats, no wind, everybody drying up.|Dreißig Boote, kein Wind, alle trocknen ab.
check-tea-towel|check|mustard,storm|Galley Check Tea Towel|Geschirrtuch Kombüsenkaro|The plain one, which is always the first to be used.|Das schlichte, das immer zuerst benutzt wird.
dots-tea-towel|dots|plum|Hailstone Tea Towel|Geschirrtuch Hagelkorn|April, in cotton and linen.|April, in Baumwolle und Leinen.
arcs-tea-towel|arcs|ochre,navy|Pebble Tea Towel|Geschirrtuch Kiesel|Cheerful about saucepans.|Freut sich über Töpfe.
stripes-tea-towel|stripes|rust|Bathing Hut Tea Towel|Geschirrtuch Badehütte|Smells of the beach only if you let it.|Riecht nur nach Strand, wenn man es lässt.`,
  },
  {
    maker: 'Strand Weavers',
    type: 'Cushion',
    in: ['Cabin', 'Textiles'],
    form: 'cushion',
    prices: [4600],
    text: 'Heavy cotton, a feather inside, and a zip you can find in the dark.',
    german: { text: 'Schwere Baumwolle, Federkissen innen, ein Reißverschluss, den man im Dunkeln findet.' },
    lines: `
wave-cushion|waves|navy,teal|Seigaiha Cushion|Kissen Wellenmuster|A thousand years of drawing the same wave, and it is still good.|Seit tausend Jahren wird diese Welle gezeichnet, und sie ist noch immer gut.
arcs-cushion|arcs|rust,plum|Rolling Stones Cushion|Kissen Kieselstein|No two the same: the loom is told to improvise.|Keines wie das andere: Der Webstuhl darf improvisieren.
boats-cushion|boats|storm,coral|Little Fleet Cushion|Kissen Kleine Flotte|Everybody out, one boat late.|Alle draußen, ein Boot zu spät.
herringbone-cushion|herringbone|tar,moss|Herringbone Cushion|Kissen Fischgrat|Tweed with the corners taken off.|Tweed ohne die Ecken.
terrazzo-cushion|terrazzo|blush|Shingle Beach Cushion|Kissen Kiesstrand|All the stones you brought home, and none of the sand.|Alle Steine, die man mitgebracht hat, ohne den Sand.
leaves-cushion|leaves|teal,mustard|Kelp Cushion|Kissen Tang|Sways, if you have had a long day.|Wiegt sich, wenn der Tag lang war.
scales-cushion|scales|storm|Salmon Leap Cushion|Kissen Lachssprung|Slippery only to look at.|Nur beim Ansehen glatt.`,
  },
  {
    maker: 'Isle Wool Works',
    type: 'Throw',
    in: ['Cabin', 'Textiles'],
    form: 'blanket',
    prices: [9800],
    text: 'Lambswool, 130 by 180 centimetres, fringed by hand.',
    german: { text: 'Lammwolle, 130 mal 180 Zentimeter, Fransen von Hand geknüpft.' },
    lines: `
island-check-throw|check|moss,oxblood|Island Check Throw|Plaid Inselkaro|The tartan of nobody in particular.|Das Karo von niemand Bestimmtem.
breakwater-throw|stripes|navy,ochre|Breakwater Throw|Plaid Wellenbrecher|Stripes in the widths the tide leaves on the wall.|Streifen, so breit, wie die Flut sie an der Mauer hinterlässt.
drift-throw|herringbone|sand,storm|Driftwood Throw|Plaid Treibholz|For reading until the lamp needs filling.|Zum Lesen, bis die Lampe Öl braucht.
pebble-throw|dots|plum,teal|Snowberry Throw|Plaid Schneebeere|Big dots, small naps.|Große Punkte, kurze Nickerchen.`,
  },
  {
    maker: 'Strand Weavers',
    type: 'Rug',
    in: ['Cabin', 'Textiles'],
    form: 'rug',
    prices: [14900, 24900],
    sizes: { name: 'Size', values: ['70 × 140 cm', '140 × 200 cm'] },
    text: 'Flat-woven wool on a cotton warp: no wrong side, no wrong way round.',
    german: { text: 'Flach gewebte Wolle auf Baumwollkette: ohne falsche Seite, ohne falsches Ende.' },
    lines: `
deep-water-rug|herringbone|navy|Deep Water Rug|Teppich Tiefes Wasser|You will find yourself walking round it.|Man geht unwillkürlich um ihn herum.
kelp-forest-rug|leaves|teal|Kelp Forest Rug|Teppich Tangwald|Barefoot recommended.|Am besten barfuß.
pebble-rug|arcs|ochre|Pebble Rug|Teppich Kiesel|Bright enough for a north-facing hall.|Hell genug für einen Flur nach Norden.`,
  },
  {
    maker: 'Ardmore Pottery',
    type: 'Vase',
    in: ['Galley', 'Ceramics'],
    form: 'vase',
    prices: [4800],
    text: 'Thrown in stoneware, decorated with a brush of three hairs. Holds water, and its own.',
    german: { text: 'Aus Steinzeug gedreht, mit einem dreihaarigen Pinsel bemalt. Hält Wasser, und sich.' },
    lines: `
scales-vase|scales|teal,rust|Mermaid Vase|Vase Meerjungfrau|Sold without eucalyptus, which is a pity.|Ohne Eukalyptus, was schade ist.
waves-vase|waves|navy,coral|Swell Vase|Vase Dünung|One flower is enough.|Eine Blume genügt.
arcs-vase|arcs|plum,mustard|Tumble Vase|Vase Kullerstein|It has been called loud by quieter vases.|Leisere Vasen nennen sie laut.
leaves-vase|leaves|sage|Hedgerow Vase|Vase Heckenrand|In flower all year, with or without.|Blüht das ganze Jahr, mit oder ohne.
herringbone-vase|herringbone|ochre,tar|Zigzag Vase|Vase Zickzack|Stands still so that you need not.|Steht still, damit man es nicht muss.`,
  },
  {
    maker: 'Ardmore Pottery',
    type: 'Bowl',
    in: ['Galley', 'Ceramics'],
    form: 'bowl',
    prices: [2200, 3900],
    sizes: { name: 'Size', values: ['16 cm', '26 cm'] },
    text: 'Stoneware with a satin glaze that does not mind the dishwasher.',
    german: { text: 'Steinzeug mit seidenmatter Glasur, der die Spülmaschine nichts ausmacht.' },
    lines: `
waves-bowl|waves|red,navy|Wave Bowl|Schale Welle|Porridge looks pleased in it.|Haferbrei sieht darin zufrieden aus.
terrazzo-bowl|terrazzo|blush,storm|Shingle Bowl|Schale Kies|Each speck is put on by hand, by somebody patient.|Jeder Tupfen ist von Hand gesetzt, von jemandem mit Geduld.
dots-bowl|dots|mustard|Rain on the Quay Bowl|Schale Regen am Kai|For soup, when it is.|Für Suppe, wenn es so weit ist.
boats-bowl|boats|sky|Pond Fleet Bowl|Schale Teichflotte|The boats come out as the soup goes down.|Die Boote tauchen auf, wenn die Suppe sinkt.`,
  },
  {
    maker: 'Ardmore Pottery',
    type: 'Jug',
    in: ['Galley', 'Ceramics'],
    form: 'jug',
    prices: [3800],
    text: 'Pours without a drip, which took us eleven years.',
    german: { text: 'Gießt ohne zu tropfen, und das hat elf Jahre gedauert.' },
    lines: `
stripes-jug|stripes|navy,red|Deckchair Jug|Krug Liegestuhl|A litre and a bit of lemonade.|Ein guter Liter Limonade.
check-jug|check|sage|Gingham Jug|Krug Vichykaro|Milk, tulips, wooden spoons.|Milch, Tulpen, Kochlöffel.
herringbone-jug|herringbone|plum,ochre|Tweed Jug|Krug Tweed|Dressed for the weather.|Dem Wetter entsprechend gekleidet.
waves-jug|waves|teal|Spring Tide Jug|Krug Springflut|Full twice a day.|Zweimal am Tag voll.`,
  },
  {
    maker: 'Ardmore Pottery',
    type: 'Planter',
    in: ['Galley', 'Ceramics'],
    form: 'planter',
    prices: [2900],
    text: 'Terracotta outside, glazed inside, with a hole where it matters.',
    german: { text: 'Außen Terrakotta, innen glasiert, mit einem Loch, wo es hingehört.' },
    lines: `
terrazzo-planter|terrazzo|coral,navy|Rock Pool Planter|Übertopf Gezeitentümpel|Sold without the aloe; the aloe would not sign.|Ohne die Aloe; sie wollte nicht unterschreiben.
scales-planter|scales|storm|Trout Planter|Übertopf Forelle|Likes a window, hates a draught.|Mag Fenster, hasst Zugluft.
dots-planter|dots|rust,teal|Ladybird Planter|Übertopf Marienkäfer|Something for the sill of somebody you like.|Etwas für die Fensterbank von jemandem, den man mag.`,
  },
  {
    maker: 'Ardmore Pottery',
    type: 'Plate',
    in: ['Galley', 'Ceramics'],
    form: 'dish',
    prices: [2400, 9000],
    sizes: { name: 'Set', values: ['One', 'Four'] },
    text: 'A dinner plate of 27 centimetres: the pattern keeps to the rim, so the food may speak.',
    german: {
      text: 'Ein Essteller von 27 Zentimetern: Das Muster bleibt am Rand, damit das Essen sprechen kann.',
    },
    lines: `
waves-plate|waves|navy|Swell Plate|Teller Dünung|The one for fish.|Der für Fisch.
leaves-plate|leaves|moss|Hedgerow Plate|Teller Heckenrand|The one for salad.|Der für Salat.
arcs-plate|arcs|rust|Cobble Plate|Teller Kopfstein|The one everybody reaches for.|Der, nach dem alle greifen.
stripes-plate|stripes|sky|Bathing Hut Plate|Teller Badehütte|The one for cake.|Der für Kuchen.
terrazzo-plate|terrazzo|storm|Sea Glass Plate|Teller Meerglas|The one that never shows a scratch.|Der, dem man keinen Kratzer ansieht.`,
  },
];

const named: Record<string, string> = {
  navy: 'Navy',
  cream: 'Cream',
  red: 'Red',
  mustard: 'Mustard',
  sage: 'Sage',
  sky: 'Sky',
  tar: 'Tar',
  sand: 'Sand',
  rust: 'Rust',
  brass: 'Brass',
  oxblood: 'Oxblood',
  moss: 'Moss',
  coral: 'Coral',
  teal: 'Teal',
  plum: 'Plum',
  blush: 'Blush',
  ochre: 'Ochre',
  storm: 'Storm',
};

/** The material of a range, for the filters. */
const materials: Record<string, string> = {
  Poster: 'Paper',
  'Tea towel': 'Linen',
  Cushion: 'Cotton',
  Throw: 'Wool',
  Rug: 'Wool',
  Vase: 'Stoneware',
  Bowl: 'Stoneware',
  Jug: 'Stoneware',
  Planter: 'Terracotta',
  Plate: 'Stoneware',
};

export type RangeProduct = SeedProduct & { german: { title: string; text: string[] }; material: string };

export const rangeProducts: RangeProduct[] = ranges.flatMap(({ lines, form, german, text, type, ...range }) =>
  lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [
        handle = '',
        pattern = '',
        colours = '',
        title = '',
        titleDe = '',
        sentence = '',
        sentenceDe = '',
      ] = line.split('|');
      const palettes = colours.split(',');
      return {
        ...range,
        handle,
        type,
        title,
        art: [`${form}${pattern}`, palettes[0] ?? 'navy'] as [string, string],
        text: [sentence, text],
        german: { title: titleDe, text: [sentenceDe, german.text] },
        material: materials[type] ?? '',
        ...(palettes.length > 1
          ? { colours: palettes.map((name): [string, string] => [named[name] ?? name, name]) }
          : {}),
        stock: [14 + ((index * 7) % 30), 8 + ((index * 5) % 18), 6, 11],
      };
    }),
);

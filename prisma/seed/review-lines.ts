/**
 * What the demo’s customers say. A line is product type | stars | title | text; each is said once, of a thing of that
 * type which its writer bought.
 */
const english = `
Mooring line|5|Does not creak|Two nights of swell in Baltimore and I slept through both. The old ones are now a swing.
Mooring line|4|Soft and strong|Splices beautifully. One star off because I ordered too short, which is hardly their fault.
Twine|5|Third spool|I have whipped every line on the boat and tied up every parcel in the house.
Twine|4|Smells right|Waxed enough to hold, not so much that it sticks to your jumper.
Fender|5|Worth the wait|It took three weeks and a postcard telling me so. Too handsome for the harbour wall, but there it hangs.
Fender|3|Lovely, heavy|Beautiful work, though heavier than I thought when wet. For a small boat I would want the smaller one.
Doorstop|5|Holds|Our kitchen door has not slammed since March. The cat sleeps against it.
Doorstop|4|A present that was understood|My father counted the strands before he said thank you.
Lantern|5|A whole evening on one filling|Lit it at seven, blew it out at two. The glass comes out for cleaning without any tools.
Lantern|4|Good light, mind the wick|Trim the wick or it smokes. Once I had read that, perfect.
Lantern|5|Came through a gale|It hung in the porch all through the storm and did not so much as blink.
Wall light|5|Serious brass|Weighs what it should. The electrician asked where it was from.
Wall light|3|Screws not included|The lamp itself is excellent. For this price I expect four screws in the box.
Candles|5|Slow and straight|Three dinners so far and a good third is left. No dripping.
Candles|4|Honey in the whole room|Faint, not like those perfumed ones. A fourth in the box would be nice.
Knife|5|Sharp and stays so|Cut through old braid in one go. The lanyard has already saved it once.
Knife|4|Real carbon steel|It stains, as carbon steel does. Oil it and it is a tool for life.
Compass|5|Small, true|Compared it with the one at the bridge: half a degree. Lives in my coat now.
Bell|5|The neighbours know when it is dinner|Clear as anything, and the rope on it is properly made.
Bell|4|Loud!|Louder than I bargained for in a flat. My daughter is delighted.
Brush|5|A brush, finally|Stiff where it should be and it sheds nothing. I did not know I had opinions about brushes.
Brush|4|Good bristles|Took the green off the deck in an afternoon. The handle could be a hand longer.
Jumper|5|Windproof, nearly|Stiff the first week, then it became mine. I wear it more than my coat.
Jumper|5|Fits like the drawing said|Measured one I own as they suggest, ordered M, right first time.
Jumper|4|Warm, a little itchy|Over a shirt it is perfect. On bare skin I feel the sheep.
Jumper|3|Runs large|Lovely wool, but I sent L back for M. The exchange went quickly.
Jumper|5|Mended twice by now|Because I sailed in it, not because it was weak. It gets better.
Cap|5|Stays on|Wind force seven and a bicycle. It stayed on.
Cap|4|Good cap|Keeps its shape in the wash. A shade darker than on my screen.
Cap|5|Stolen|My wife has it now. Ordering another.
Socks|5|No holes yet|A winter in boots and still no holes, which for me is a record.
Socks|4|Thick|Go up half a size in boots. Very warm.
Jacket|5|Dry after four hours|Four hours of drizzle on the ferry deck and a dry wallet. Enough said.
Jacket|4|Smells of wax for a week|Hang it outdoors first. Then it is the best jacket I have had.
Jacket|2|Sleeves too short for me|Well made, but at 1.94 I have a hand's width of wrist. Sent it back, refunded without fuss.
Jacket|5|People ask|I have been asked where it is from on three islands.
Boots|5|No blisters|Wore them the day they came, twelve kilometres along the beach.
Boots|4|Grip like a limpet|Wet granite, wet teak, wet bus floor. A little wide for narrow feet.
Mug|5|The one everybody takes|We have eleven mugs and everybody reaches for this one.
Mug|4|Ours is bigger than yours|A proper amount of tea. A lid would make it perfect for the boat.
Mug|5|Keeps tea hot enough|Not as long as a flask, longer than the others in the cupboard.
Plate|5|They stack|Thin enough to stack, strong enough to travel. We bought four more.
Plate|4|Even prettier with food on it|The glaze is uneven in a way I like. One came with a tiny bubble.
Kettle|5|Stays where you put it|Even on our gimballed stove. The whistle comes out, as promised, before six.
Kettle|3|Two kettles for six people|A litre and a half is four mugs, and we are six. Lovely thing otherwise.
Coffee pot|5|Strong, quickly|Three minutes on the small burner. The seal is a standard size, which I checked.
Tea|5|Sunday tea|Round and a bit smoky. Forgives being forgotten.
Tea|4|Good, could be stronger|Two spoons for a proper pot, then lovely.
Coffee|5|Up at four, glad of it|Chocolate, no bitterness, even from a dented pot.
Coffee|4|Fresh|Roasted six days before it came. Ordered the coarse grind for the press, just right.
Pantry|5|Gone in a week|I hid it and they still found it.
Pantry|5|Ruins the other kind for you|I did not believe there was a difference. There is.
Pantry|4|Lovely, small|Tastes of somewhere. The tin could be twice the size.
Blanket|5|Heavy in the right way|Sleeps better than we do.
Blanket|4|Moulted at first|A few fluffs in the first days, none since. Very warm.
Cushion|5|Brightens the bench|Bought one, then three. The zip really is easy to find.
Cushion|4|Firm|Firmer than I expected and after a week I like it.
Cushion|5|Colours as shown|I held it against the screen. The same.
Chair|5|Comes apart, goes together|Folds into the locker, and nobody has caught a finger yet.
Stool|5|Never wobbles|Three legs, so of course not. Good height for the fire.
Throw|5|The good kind of wool|Soft without being silly about it. The fringe is hand-knotted, you can tell.
Throw|4|Smaller than I pictured|Measure first: it is for one and a half people.
Rug|5|Lies flat|Straight out of the roll it lay flat, and the dog approves.
Rug|4|Good rug, slow courier|Took nine days. Worth it, but I like to know.
Tea towel|5|Actually dries|Printed ones often do not. These do, after the first wash.
Tea towel|4|Too pretty for pans|So now there are two piles.
Towel|5|Dry before I am|Linen dries in an hour on the line. I am not going back to cotton.
Towel|3|Rough at first|Needs three washes to get soft. Somebody should have told me; I am telling you.
Soap|5|No perfume headache|Smells of sea and not of a shop.
Soap|4|Lathers well in hard water|Gone faster than I hoped, because everybody uses it.
Print|5|Straight onto the wall|Thick paper, deep black, packed as if it were glass.
Print|4|A touch smaller|The picture is a little smaller than the sheet, as it should be. I had the frame cut for the sheet.
Poster|5|Visitors stop at it|Hangs in the hall and everybody stops.
Poster|5|Better in person|The paper has a tooth the screen cannot show.
Poster|4|Corner bent, replaced|One corner had met a postman. A new one came in three days, no questions.
Poster|5|Third from this press|They hang well together, which cannot be said of everything I own.
Poster|3|Frame has a knot|The print is fine. The oak has a knot at the bottom, which I have decided to like.
Notebook|5|Survives spray|Wrote in it in the rain with a pencil and can still read it.
Tote bag|5|Carries the shopping and the dog|Not at the same time. The seams look as new.
Tote bag|4|Strong|Stands up by itself when you put it down. I miss an inside pocket.
Duffel bag|5|Three weeks, one bag|Swallowed everything and the strap did not cut in.
Duffel bag|4|Cabin luggage, just|Fits the gauge if you do not stuff the ends.
Pouch|5|Everything in one place|Needles, palm, twine. I can find things now.
Vase|5|Pretty empty|I have not put flowers in it yet because it needs none.
Vase|4|Each one differs|Mine leans a hair to the left. I asked, they said they all lean somewhere.
Jug|5|Pours without a drip|Milk, water, gravy: no drip. The pattern has been painted by somebody in a good mood.
Bowl|5|Porridge tastes better|I have no proof. It does.
Bowl|4|Big|The large one really is large. Salad for six.
Planter|5|Basil is still alive|Which is more than can be said for its predecessors.
Planter|4|Comes with a saucer, hurrah|And the hole is where it should be.`;

const german = `
Mooring line|5|Hält und schweigt|Zwei Nächte Schwell in Laboe, und kein Knarren. So muss das.
Mooring line|4|Gut zu spleißen|Weich in der Hand, das Auge ist sauber gemacht. Ein Meter mehr hätte nicht geschadet.
Twine|5|Für alles|Erst die Takelage, dann die Tomaten, jetzt die Pakete.
Fender|5|Ein Schmuckstück|Drei Wochen gewartet, keine Minute bereut. Der Nachbarlieger fragt jeden Sonntag.
Doorstop|5|Tut, was er soll|Die Tür bleibt offen, auch bei Südwest. Schön ist er außerdem.
Doorstop|4|Schwerer als gedacht|Was ja der Sinn ist. Mein Zeh hat es gemerkt.
Lantern|5|Eine Nacht lang|Um neun angezündet, morgens um fünf brannte sie noch.
Lantern|4|Docht kürzen!|Sonst rußt sie. Danach ein wunderbares Licht.
Lantern|3|Farbe etwas anders|Tadellos gemacht, nur ist der Farbton wärmer als auf dem Bild. Ich habe sie behalten.
Wall light|5|Massiv|Der Elektriker hat sie zweimal in die Hand genommen und genickt.
Candles|5|Brennen gerade herunter|Kein Tropfen auf dem Tisch, und ein leiser Geruch nach Honig.
Knife|5|Scharf|Eine Hand am Ruder, eine Hand am Messer, Leine durch. Danke.
Knife|4|Will gepflegt werden|Kohlenstoffstahl läuft an, das gehört dazu. Ein Tropfen Öl, fertig.
Compass|5|Klein und genau|Mit dem großen verglichen: kein halbes Grad daneben.
Bell|5|Essen ist fertig|Seitdem kommen alle pünktlich.
Brush|4|Ordentliche Borsten|Das Deck ist wieder hell. Der Stiel dürfte länger sein.
Jumper|5|Zweite Haut|Die ersten Tage steif wie ein Brett, jetzt will ich nichts anderes tragen.
Jumper|4|Warm, kratzt ein wenig|Über dem Hemd perfekt.
Jumper|5|Größe stimmt|Gemessen wie beschrieben, M bestellt, passt.
Jumper|2|Leider zu weit|Schöne Wolle, aber der Schnitt ist nichts für schmale Schultern. Rücksendung war unkompliziert.
Cap|5|Sitzt bei Windstärke acht|Und danach in der Straßenbahn auch.
Cap|4|Gute Mütze|Wäscht sich gut, die Farbe hält.
Socks|5|Endlich warme Füße|Ein ganzer Winter in Stiefeln, kein Loch.
Jacket|5|Dicht|Vier Stunden Fähre bei Dauerregen, innen trocken.
Jacket|4|Riecht anfangs|Eine Woche lüften, dann nur noch Freude.
Jacket|3|Ärmel knapp|Bei 1,90 fehlen mir zwei Zentimeter. Sonst eine großartige Jacke.
Boots|5|Ausgepackt und losgelaufen|Zwölf Kilometer Strand, keine Blase.
Mug|5|Streit um den Becher|Wir haben nun vier, dann ist Ruhe.
Mug|4|Robust|Zweimal vom Tisch gefallen, weiter im Dienst. Ein Deckel fehlt mir.
Plate|5|Macht gute Laune|Selbst Butterbrot sieht darauf nach etwas aus.
Plate|4|Kleine Unterschiede|Jeder ist ein wenig anders, das mag ich. Einer hatte ein Bläschen in der Glasur.
Kettle|5|Steht fest|Auch bei Schräglage. Die Pfeife kommt vor sechs heraus, danke dafür.
Coffee pot|4|Kräftiger Kaffee|Drei Minuten auf der kleinen Flamme. Die Dichtung ist Standard, gut so.
Tea|5|Für langsame Morgen|Rund und ein wenig rauchig, verzeiht langes Ziehen.
Coffee|5|Wachgeblieben|Auf der Nachtwache getrunken und nicht bereut.
Coffee|4|Frisch geröstet|Sechs Tage alt bei Ankunft. Etwas heller könnte sie sein.
Pantry|5|Schon weg|Ich hatte es versteckt. Sie haben es gefunden.
Pantry|4|Sehr gut, kleine Menge|Schmeckt nach Küste. Doppelt so groß wäre schön.
Blanket|5|Angenehm schwer|Wir schlafen seitdem beide auf dem Sofa ein.
Blanket|4|Fusselt kurz|In den ersten Tagen ein paar Flusen, dann Ruhe.
Cushion|5|Genau die Farbe|Gegen den Bildschirm gehalten: stimmt.
Cushion|4|Recht fest|Nach einer Woche genau richtig.
Cushion|5|Erst eins, dann vier|Die Bank am Fenster ist jetzt der beste Platz im Haus.
Chair|5|Passt ins Schapp|Klappt sich klein, sitzt sich groß.
Stool|5|Wackelt nie|Drei Beine, versteht sich.
Throw|5|Schöne Wolle|Weich, ohne zu fusseln, die Fransen sind wirklich von Hand geknüpft.
Throw|4|Für anderthalb Personen|Vorher ausmessen. Sonst alles bestens.
Rug|5|Liegt sofort glatt|Ausgerollt und gut. Der Hund ist einverstanden.
Rug|3|Langsame Lieferung|Elf Tage sind lang, eine Nachricht dazwischen hätte geholfen. Der Teppich selbst ist eine Freude.
Tea towel|5|Trocknet wirklich|Nach der ersten Wäsche saugt es wie das alte von Oma.
Tea towel|4|Fast zu schade|Hängt jetzt an der Wand, zwei weitere arbeiten.
Towel|5|In einer Stunde trocken|Auf der Leine und wieder zurück. Nie wieder Frottee.
Soap|5|Riecht nach Meer|Und nicht nach Parfümerie.
Soap|4|Schäumt gut|Hält nicht lange, weil alle sie benutzen.
Print|5|Tiefes Schwarz|Dickes Papier, sehr gut verpackt.
Poster|5|Jeder bleibt stehen|Hängt im Flur. Wir kommen kaum noch los.
Poster|4|Ecke geknickt, schnell ersetzt|Drei Tage später war ein neues da, ohne Nachfrage.
Poster|5|In echt noch schöner|Das Papier hat eine Oberfläche, die man im Netz nicht sieht.
Poster|5|Nummer drei|Sie vertragen sich an der Wand.
Notebook|5|Spritzwasserfest|Bei Regen mit Bleistift geschrieben, alles lesbar.
Tote bag|5|Trägt zwölf Kilo Kartoffeln|Nachgewogen. Die Nähte sehen aus wie neu.
Tote bag|4|Steht von allein|Eine Innentasche fehlt mir.
Duffel bag|5|Drei Wochen, eine Tasche|Alles drin, der Riemen schneidet nicht ein.
Duffel bag|4|Als Handgepäck gerade noch|Wenn man die Enden nicht vollstopft.
Pouch|5|Alles beisammen|Nadeln, Garn, Segelhandschuh: endlich ein Ort dafür.
Vase|5|Auch leer schön|Blumen wären fast zu viel.
Vase|4|Leicht schief, sehr charmant|Laut Werkstatt stehen alle irgendwohin.
Jug|5|Tropft nicht|Milch, Wasser, Soße: kein Tropfen daneben.
Bowl|5|Müsli schmeckt besser|Beweisen kann ich es nicht.
Bowl|4|Groß|Die große ist wirklich groß. Salat für sechs.
Planter|5|Das Basilikum lebt|Das ist hier ein Ereignis.`;

export type ReviewLine = { rating: number; title: string; body: string };

function byKind(lines: string): Map<string, ReviewLine[]> {
  const all = lines
    .trim()
    .split('\n')
    .map((line) => {
      const [kind = '', stars = '', title = '', body = ''] = line.split('|');
      return { kind, rating: Number(stars), title, body };
    });
  return new Map(
    [...Map.groupBy(all, ({ kind }) => kind)].map(([kind, own]) => [
      kind,
      own.map(({ rating, title, body }) => ({ rating, title, body })),
    ]),
  );
}

/** By language, then by product type, in the order they are said. */
export const reviewLines = { en: byKind(english), de: byKind(german) };

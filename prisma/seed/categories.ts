/** The demo shop's category tree: path of titles, and what its page says. */
export const categories: { path: string[]; description: string }[] = [
  { path: ['Deck'], description: 'Rope, light and good steel: the things a boat reaches for first.' },
  {
    path: ['Deck', 'Rope & Rigging'],
    description: 'Laid, spliced and whipped by hand, and meant to be used.',
  },
  {
    path: ['Deck', 'Lamps & Light'],
    description: 'Warm light for cabins, kitchens and the walk back along the quay.',
  },
  { path: ['Deck', 'Knives & Tools'], description: 'Edges that hold and brass that only gets better.' },
  { path: ['Wear'], description: 'Wool, wax and oilskin. Warm when wet, handsome when dry.' },
  {
    path: ['Wear', 'Knitwear'],
    description: 'Close-knit jumpers, caps and socks in wool that remembers the sheep.',
  },
  { path: ['Wear', 'Foul Weather'], description: 'For horizontal rain, and for looking ready for it.' },
  { path: ['Galley'], description: 'Breakfast for people who get up before the wind does.' },
  { path: ['Galley', 'Mugs & Kettles'], description: 'Enamel and stoneware that survive a knock.' },
  { path: ['Galley', 'Tea, Coffee & Pantry'], description: 'A full locker makes a calm crew.' },
  {
    path: ['Galley', 'Ceramics'],
    description: 'Thrown in Ardmore, painted by hand, and meant for every day.',
  },
  { path: ['Cabin'], description: 'Soft things, quiet things and a place to put your feet up.' },
  { path: ['Cabin', 'Blankets & Seats'], description: 'Wrap up, sit down, watch the harbour go by.' },
  {
    path: ['Cabin', 'Textiles'],
    description: 'Tea towels, cushions, throws and rugs in patterns from the coast.',
  },
  { path: ['Cabin', 'Soap & Bath'], description: 'Salt, seaweed and linen, for coming ashore.' },
  { path: ['Cabin', 'Prints & Paper'], description: 'Something for the bulkhead, something for the log.' },
  { path: ['Bags'], description: 'Sailcloth and canvas that have somewhere to be.' },
];

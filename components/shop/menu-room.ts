/** What a row of the header needs, in rem: estimated on the wide side, since the server cannot measure text. */
const perLetter = 0.56;
const gap = 1.75;
const logoPerLetter = 0.85;

/** In rem at the narrowest of each width: the row less its edges, search field, buttons, the logo's drawing and gaps. */
const widths = { lg: 30.5, xl: 41.5 };

function fitting(titles: readonly string[], room: number): number {
  let left = room;
  const widthsOf = titles.map((title) => title.length * perLetter + gap);
  const count = widthsOf.findIndex((width) => {
    left -= width;
    return left < 0;
  });
  return count < 0 ? titles.length : count;
}

/**
 * How many links of the header's menu stand in its one row beside the shop's name; the rest is behind a button called
 * `more`, for which there is room then. `lg` on a window of 64 rem and more, `xl` from 80 rem on.
 */
export function menuRoom(titles: readonly string[], shop: string, more: string): { lg: number; xl: number } {
  const within = (width: number) => {
    const room = width - shop.length * logoPerLetter;
    const all = fitting(titles, room);
    return all === titles.length ? all : fitting(titles, room - more.length * perLetter - gap - 1.25);
  };
  return { lg: within(widths.lg), xl: within(widths.xl) };
}

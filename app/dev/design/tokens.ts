/** The design's colours as globals.css has them: one name, its value by day and by night. */
export type Colour = { name: string; light: string; dark: string };

const declaration = /--color-([a-z-]+):\s*(#[0-9a-f]{6});/g;
const declared = (css: string) =>
  new Map([...css.matchAll(declaration)].map(([, name = '', value = '']) => [name, value] as const));

/** Reads the colours of the shop from its style sheet; one that has no value for the night keeps its own. */
export function coloursOf(css: string): Colour[] {
  const [, theme = ''] = /@theme \{(.*?)\n\}/s.exec(css) ?? [];
  const [, night = ''] = /\n {2}\.shop \{(.*?)\n {2}\}/s.exec(css) ?? [];
  const dark = declared(night);
  return [...declared(theme)].map(([name, light]) => ({ name, light, dark: dark.get(name) ?? light }));
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far apart two colours are, from 1 to 21 (WCAG 2.2, contrast ratio); text needs 4.5. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Which text may stand on which ground. A page that pairs others is wrong. */
export const pairs: readonly { text: string; grounds: readonly string[] }[] = [
  { text: 'ink', grounds: ['paper', 'sheet', 'shell', 'mist'] },
  { text: 'muted', grounds: ['paper', 'sheet', 'shell'] },
  { text: 'sea', grounds: ['paper', 'sheet', 'shell'] },
  { text: 'signal-deep', grounds: ['paper', 'sheet', 'signal-soft'] },
  { text: 'good', grounds: ['paper', 'sheet', 'good-soft'] },
  { text: 'bad', grounds: ['paper', 'sheet', 'bad-soft'] },
  { text: 'on-hull', grounds: ['hull'] },
];

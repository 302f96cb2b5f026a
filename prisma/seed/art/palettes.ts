/** Colours of one picture: `ground` and `table` behind the object, the rest of the object itself. */
export type Palette = {
  ground: string;
  table: string;
  disc: string;
  main: string;
  dark: string;
  light: string;
  accent: string;
};

const palette = (colours: string): Palette => {
  const [ground = '', table = '', disc = '', main = '', dark = '', light = '', accent = ''] =
    colours.split(' ');
  return { ground, table, disc, main, dark, light, accent };
};

/** By the name a file carries. */
export const paletteOf: Readonly<Record<string, Palette>> = {
  navy: palette('#ece5d6 #ded3bd #f5efe3 #27416a #1a2e4e #5577a6 #d65a3d'),
  cream: palette('#bfd0cf #a9bfbe #cfdddb #f4ecdb #dccfb5 #fffaf0 #27416a'),
  red: palette('#f0e4d1 #e2d1b6 #f8efe0 #c94a33 #9d3524 #e58168 #27416a'),
  mustard: palette('#cfdcdc #b9cccd #dde7e6 #e2a92f #b6831c #f2ca6c #27416a'),
  sage: palette('#f0e9da #e1d6c0 #f8f2e6 #7d9c85 #5d7c66 #a9c2ac #c94a33'),
  sky: palette('#f3e8d5 #e5d5b9 #fbf3e4 #7facc4 #5a88a1 #b0d0de #e2a92f'),
  tar: palette('#e4decf #d3cab6 #efeadd #363b41 #23272b #5e666e #e2a92f'),
  sand: palette('#b9ced2 #a2bcc1 #cadbde #d6b98f #b0915f #ead7b5 #27416a'),
  rust: palette('#e9e2cf #d9cfb5 #f3ede0 #b9652f #8c4820 #d78d5b #2f4f4f'),
  brass: palette('#33505f #294250 #3d5d6d #cf9d40 #966b21 #ecca7d #f4ecdb'),
  oxblood: palette('#eadccb #dbc8b0 #f4e9dc #7f3231 #5a2222 #a5544f #e2a92f'),
  coral: palette('#dfe6dd #c9d4c6 #ecf0e9 #e0705a #b34f3d #f6b8a2 #2b5a6f'),
  teal: palette('#f1e6d3 #e2d3b8 #f9f1e3 #2f7a78 #1d5655 #8fc1ba #e8a13a'),
  plum: palette('#e9e0d6 #d6c9ba #f3ece4 #6b4560 #472c41 #b08aa3 #e2a92f'),
  blush: palette('#d4dedd #bccac9 #e2e9e8 #e3b5a4 #bf8672 #f6ded3 #7f3231'),
  ochre: palette('#dde3e0 #c6cfcb #eaeeec #c8862b #95601a #efcd8c #1a2e4e'),
  storm: palette('#efe7d8 #dfd2bb #f7f1e5 #5c7485 #3d5261 #a9bcc8 #d65a3d'),
  moss: palette('#ece4cf #dcd1b4 #f5efdf #5a6a43 #404d2e #84956a #e2a92f'),
};

export const wood = { main: '#bb8a5a', dark: '#926640', light: '#d3a878' };
export const metal = { main: '#c6cdd0', dark: '#97a2a7', light: '#e6eaeb' };
export const paper = '#fbf6ea';
export const ink = '#1c2733';

import localFont from 'next/font/local';

// Preloaded, and with a fallback of the same measures: text does not move when they arrive.
const display = localFont({
  src: '../node_modules/@fontsource-variable/fraunces/files/fraunces-latin-opsz-normal.woff2',
  variable: '--font-fraunces',
  weight: '100 900',
  adjustFontFallback: 'Times New Roman',
});
const text = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  variable: '--font-inter',
  weight: '100 900',
  adjustFontFallback: 'Arial',
});

/** The class names that bring the shop's two typefaces. */
export const fonts = `${display.variable} ${text.variable}`;

import localFont from 'next/font/local';

// Preloaded, and with a fallback of the same measures: text does not move when they arrive.
const display = localFont({
  src: './fonts/fraunces.woff2',
  variable: '--font-fraunces',
  weight: '380',
  adjustFontFallback: 'Times New Roman',
});
const text = localFont({
  src: './fonts/inter.woff2',
  variable: '--font-inter',
  weight: '400 700',
  adjustFontFallback: 'Arial',
});

/** The class names that bring the shop's two typefaces. */
export const fonts = `${display.variable} ${text.variable}`;

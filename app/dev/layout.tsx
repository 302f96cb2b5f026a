import '../globals.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { fonts } from '../fonts.ts';

export const metadata: Metadata = { title: 'In development', robots: { index: false, follow: false } };

/** Pages for those who build the shop; they answer 404 in production. */
export default function DevLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`shop ${fonts}`}>
      <body>{children}</body>
    </html>
  );
}

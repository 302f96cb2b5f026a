import { env } from '#lib/platform/index.ts';
import type { ShopSettings } from './schemas.ts';

/** What holds until somebody saves something else. */
export function defaultSettings(): ShopSettings {
  return {
    name: env.SHOP_NAME,
    tagline: {
      en: 'things for boats, harbours and slow mornings',
      de: 'Dinge für Boote, Häfen und langsame Morgen',
    },
    description: {
      en: 'Well-made things for boats, harbours and slow mornings.',
      de: 'Gut gemachte Dinge für Boote, Häfen und langsame Morgen.',
    },
    company: '',
    email: '',
    phone: '',
    address: '',
    announcement: { shown: false, text: { en: '', de: '' }, href: '' },
    header: [],
    help: [
      { title: { en: 'Delivery', de: 'Lieferung' }, href: '/pages/shipping-info' },
      { title: { en: 'Returns', de: 'Rückgabe' }, href: '/pages/returns' },
      { title: { en: 'About us', de: 'Über uns' }, href: '/pages/footer-about' },
    ],
    // Only the merchant can write them, and a link to nothing helps nobody: staff are told that they are missing.
    legal: [],
  };
}

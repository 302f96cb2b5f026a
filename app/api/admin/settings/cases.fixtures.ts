import { getRates } from '#lib/rates/index.ts';
import { getSettingsForStaff } from '#lib/settings/index.ts';
import type { RouteCase } from '../route-walk.fixtures.ts';

export const cases: RouteCase[] = [
  {
    route: 'POST /settings/shop',
    audits: 1,
    call: async () => {
      const { settings, version } = await getSettingsForStaff();
      const phone = settings.phone === '1' ? '2' : '1';
      return { body: { settings: { ...settings, phone }, expectedVersion: version } };
    },
  },
  {
    route: 'POST /settings/tax',
    audits: 1,
    call: async () => {
      const { tax, taxVersion } = await getRates();
      return { body: { table: tax, expectedVersion: taxVersion } };
    },
  },
  {
    route: 'POST /settings/shipping',
    audits: 1,
    call: async () => {
      const { zones, shippingVersion } = await getRates();
      return { body: { zones, expectedVersion: shippingVersion } };
    },
  },
  {
    route: 'POST /settings/waiting-room',
    audits: 1,
    call: async () => ({
      body: {
        on: false,
        handles: ['harbour-mug'],
        startsAt: '2031-01-01T18:00:00.000Z',
        endsAt: '2031-01-01T19:00:00.000Z',
      },
    }),
  },
];

import type { Texts } from '../../texts.ts';

export const noScript: Texts['noScript'] = {
  off: 'Diese Seite braucht JavaScript, und Ihr Browser hat es abgeschaltet. Schalten Sie es ein und laden Sie die Seite neu.',
  reach: 'Oder erreichen Sie uns ohne:',
};

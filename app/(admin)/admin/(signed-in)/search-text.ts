import { z } from 'zod';

const most = 100;

/** What is looked for, of an address: cut where it is too long, since a list of everything would look like its answer. */
export const searchText = z
  .string()
  .catch('')
  .transform((text) => text.slice(0, most));

import { findAttributes } from './catalogue.repository.ts';

/** The vendors and product types there are, sorted, at most 500 each: what price rules can be for. */
export async function listAttributes(): Promise<{ vendors: string[]; types: string[] }> {
  const [vendors, types] = await Promise.all([findAttributes('vendor'), findAttributes('productType')]);
  return { vendors, types };
}

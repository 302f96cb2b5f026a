import { findAttributes } from './catalogue.repository.ts';
import { findTags } from './tag.repository.ts';

/** The vendors and product types there are, sorted, at most 500 each: what price rules can be for. */
export async function listAttributes(): Promise<{ vendors: string[]; types: string[] }> {
  const [vendors, types] = await Promise.all([findAttributes('vendor'), findAttributes('productType')]);
  return { vendors, types };
}

/** The vendors there are, sorted, at most 500. */
export function listVendors(): Promise<string[]> {
  return findAttributes('vendor');
}

/** The tags products have, sorted as people sort, at most 500. */
export async function listTags(): Promise<string[]> {
  return (await findTags(500)).sort(new Intl.Collator('en').compare);
}

import { findChoices } from './catalogue.repository.ts';

const most = 500;

/** The vendors and product types there are, sorted, at most 500 each: what price rules can be for. */
export async function listAttributes(): Promise<{ vendors: string[]; types: string[] }> {
  const [vendors, types] = await Promise.all([findChoices('vendor', most), findChoices('productType', most)]);
  return { vendors, types };
}

/** The tags products have, sorted as people sort, at most 500. */
export async function listTags(): Promise<string[]> {
  return (await findChoices('tag', most)).sort(new Intl.Collator('en').compare);
}

/**
 * What follows the last space of a name, as `SUBSTRING_INDEX(name, ' ', -1)` has it: all of a name without a space, and
 * nothing of one that ends with one. Only the plain space counts.
 */
export const familyNameOf = (name: string): string => name.slice(name.lastIndexOf(' ') + 1);

/** What a product or category is known by in addresses: letters and digits of any script, joined by `-`, `_` and `.`. */
export const handlePattern = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]{0,189}$/u;

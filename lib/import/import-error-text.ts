import type { ImportError } from './import-file.ts';

/** Why nothing of a file was read, in words for people. */
export function importErrorText(error: ImportError): string {
  switch (error.kind) {
    case 'not_found':
      return 'there is no such file';
    case 'not_a_file':
      return 'it is a folder, not a file';
    case 'empty':
      return 'the file is empty';
    case 'not_text':
      return 'it is not a text file: CSV, TSV, XML and JSON lines can be read';
    case 'unknown_format': {
      const found =
        error.columns.length > 0 ? ` (its columns: ${error.columns.join(', ').slice(0, 200)})` : '';
      return `it is not a product file of Shopify, WooCommerce, Vendure, Google Merchant or Ballast${found}`;
    }
  }
}

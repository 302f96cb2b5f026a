export { exportCatalogue } from './export-catalogue.ts';
export { importErrorText } from './import-error-text.ts';
export {
  type ImportError,
  type ImportOptions,
  type ImportProgress,
  type ImportSummary,
  importFile,
} from './import-file.ts';
export type { Problem } from './problems.ts';
export {
  getImportReport,
  importUpload,
  maxUploadBytes,
  receiveUpload,
  type Upload,
  type UploadError,
} from './uploads.ts';

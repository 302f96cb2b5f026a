export type { FetchRefusal, ImageRefusal } from './errors.ts';
export { fetchImage } from './fetch-image.ts';
export { type ImageSources, imageSources, jpegOf, parseMediaFile } from './media-name.ts';
export { type ProcessOptions, processImages } from './process-images.ts';
export {
  countImages,
  imagePriorities,
  listFailedImages,
  type QueuedImage,
  queueDrawings,
  queueImage,
  queueImages,
  retryImage,
  type TroubledImage,
} from './queue-image.ts';
export { type Picture, picturesOfFolder, picturesOfZip } from './read-pictures.ts';
export { mediaPath, type StoredImage, storeImage } from './store-image.ts';

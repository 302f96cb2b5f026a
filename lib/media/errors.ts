/** Why a file is no picture we take. */
export type ImageRefusal = {
  kind: 'not_an_image' | 'too_many_bytes' | 'too_many_pixels' | 'too_small' | 'animated' | 'broken';
  message: string;
};

/** Why a picture could not be fetched. `retryable`: a later try may succeed. */
export type FetchRefusal = {
  kind: 'bad_address' | 'private_address' | 'unavailable' | 'too_many_bytes';
  message: string;
  retryable: boolean;
};

export const refusals: Record<ImageRefusal['kind'], string> = {
  not_an_image: 'Not a JPEG, PNG, WebP, AVIF, GIF or SVG picture',
  too_many_bytes: 'Larger than 20 MB',
  too_many_pixels: 'More than 50 million pixels',
  too_small: 'Smaller than 16 pixels',
  animated: 'Animated pictures are not taken',
  broken: 'The file is cut off or damaged',
};

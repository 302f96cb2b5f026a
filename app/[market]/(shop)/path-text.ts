/** A path segment as text. Next hands over some segments decoded and some not; a lone `%` is text, not an error. */
export function pathText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

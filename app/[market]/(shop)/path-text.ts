/** A path segment as text. Next hands over some segments decoded and some not; a lone `%` is text, not an error. */
export function pathText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A path of the shop as a header may hold it: a redirect to letters beyond Latin-1 is an error. Escapes stay as they are. */
export function encodedPath(path: string): string {
  return encodeURI(pathText(path).toWellFormed()).replaceAll('?', '%3F').replaceAll('#', '%23');
}

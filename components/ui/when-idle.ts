/**
 * Calls `begin` once the page has loaded and the browser has nothing else to do; at the latest 5 s after it has loaded.
 * @returns what takes it back, as an effect wants it.
 */
export function whenIdle(begin: () => void): () => void {
  let takeBack = () => {};
  const loaded = () => {
    if ('requestIdleCallback' in window) {
      const waiting = requestIdleCallback(begin, { timeout: 5_000 });
      takeBack = () => cancelIdleCallback(waiting);
    } else {
      const waiting = setTimeout(begin, 500);
      takeBack = () => clearTimeout(waiting);
    }
  };
  if (document.readyState === 'complete') loaded();
  else window.addEventListener('load', loaded, { once: true });
  return () => {
    window.removeEventListener('load', loaded);
    takeBack();
  };
}

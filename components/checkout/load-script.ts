/** Loads a payment provider's own script once per page. Rejects when it cannot be had. */
export function loadScript(source: string): Promise<void> {
  return new Promise((done, fail) => {
    const known = document.querySelector<HTMLScriptElement>(`script[src="${source}"]`);
    if (known?.dataset.loaded) return done();
    const script = known ?? document.createElement('script');
    script.addEventListener('load', () => {
      script.dataset.loaded = 'yes';
      done();
    });
    script.addEventListener('error', () => {
      script.remove();
      fail(new Error(`${source} did not load`));
    });
    if (known) return;
    script.src = source;
    document.head.append(script);
  });
}

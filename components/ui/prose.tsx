/** Text with markup that was sanitised when it was saved: the one place that trusts stored HTML. */
export function Prose({ html, className = '' }: { html: string; className?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: lib/catalogue sanitises it on every way in
  return <div className={`prose ${className}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

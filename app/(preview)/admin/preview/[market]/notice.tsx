/** Says above a draft that no customer sees it, and leads back to where it is edited. */
export function PreviewNotice({ what, href }: { what: string; href: string }) {
  return (
    <div role="status" className="bg-signal-soft px-4 py-2.5 text-center text-sm">
      {what} Only staff see this page.{' '}
      <a href={href} className="underlined-always font-medium">
        Back to the editor
      </a>
    </div>
  );
}

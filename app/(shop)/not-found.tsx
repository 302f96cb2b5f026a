import { SearchForm } from '#components/shop/search-form.tsx';
import { ButtonLink } from '#components/ui/button.tsx';

export default function NotFound() {
  return (
    <div className="wrap grid justify-items-start gap-6 py-24">
      <p className="eyebrow text-muted">404</p>
      <h1 className="display text-title">This page has sailed</h1>
      <p className="max-w-prose text-lg text-muted">
        It is not here, or not any more. Perhaps the search finds what you were after.
      </p>
      <SearchForm className="w-full max-w-md" />
      <ButtonLink href="/" variant="secondary">
        Back to the shop
      </ButtonLink>
    </div>
  );
}

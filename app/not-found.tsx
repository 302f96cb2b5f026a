import { ButtonLink } from '#components/ui/button.tsx';

export default function NotFound() {
  return (
    <main className="wrap grid justify-items-start gap-6 py-24">
      <p className="eyebrow text-muted">404</p>
      <h1 className="display text-title">There is nothing here</h1>
      <ButtonLink href="/" variant="secondary">
        Back to the shop
      </ButtonLink>
    </main>
  );
}

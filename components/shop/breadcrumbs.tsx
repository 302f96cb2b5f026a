import Link from 'next/link';
import type { CategoryLink } from '#lib/catalogue/index.ts';

export function Breadcrumbs({ path, here }: { path: CategoryLink[]; here: string }) {
  return (
    <nav aria-label="Breadcrumb" className="text-muted text-sm">
      <ol className="flex flex-wrap gap-x-2">
        <li>
          <Link href="/" prefetch={false} className="hover:text-ink hover:underline">
            Home
          </Link>
        </li>
        {path.map((category) => (
          <li key={category.id} className="before:mr-2 before:content-['/']">
            <Link href={`/c/${category.handle}`} prefetch={false} className="hover:text-ink hover:underline">
              {category.title}
            </Link>
          </li>
        ))}
        <li aria-current="page" className="before:mr-2 before:content-['/']">
          {here}
        </li>
      </ol>
    </nav>
  );
}

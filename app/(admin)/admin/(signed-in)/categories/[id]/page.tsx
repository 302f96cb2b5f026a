import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CategoryEditor } from '#components/admin/category-editor.tsx';
import { CategoryProducts } from '#components/admin/category-products.tsx';
import { CategoryRuleForm } from '#components/admin/category-rule-form.tsx';
import { History } from '#components/admin/history.tsx';
import { Badge, Empty, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { Translations } from '#components/admin/translations.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import {
  type CategoryMember,
  getCategoryForStaff,
  getTranslations,
  listAttributes,
  listStaffCategories,
} from '#lib/catalogue/index.ts';
import { env } from '#lib/platform/index.ts';
import { locales } from '#lib/translations/index.ts';
import { decimalsOf } from '../../choices.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Category' };

const shownMost = 50;

/** What a rule put into it: the first of them, since nobody orders them by hand. */
function Members({ members }: { members: CategoryMember[] }) {
  return (
    <Panel title={`Products (${members.length})`}>
      {members.length === 0 ? <Empty>No product fits the rule.</Empty> : null}
      <ul>
        {members.slice(0, shownMost).map(({ id, title, status }) => (
          <li key={id} className="border-b border-(--a-line) px-4 py-2 last:border-b-0">
            <Link href={`/admin/products/${id}`} prefetch={false} className={linkClass}>
              {title}
            </Link>{' '}
            {status === 'active' ? null : <Badge tone="quiet">{status}</Badge>}
          </li>
        ))}
      </ul>
      {members.length > shownMost ? (
        <p className="px-4 py-2 text-(--a-muted)">and {members.length - shownMost} more</p>
      ) : null}
    </Panel>
  );
}

export default async function CategoryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const staff = await requireStaff(`/admin/categories/${id}`, 'catalogue.view');
  const [found, { tree, frontPage }, choices, texts, history] = await Promise.all([
    getCategoryForStaff(id),
    listStaffCategories(),
    listAttributes(),
    getTranslations('category', id),
    historyOf(`category:${id}`),
  ]);
  if (!found) notFound();
  const { category, members, rule, rulesAbove } = found;
  const mayEdit = may(staff.role, 'catalogue.edit');
  const fixed = frontPage?.id === id;
  return (
    <>
      <PageHeading title={category.title}>
        {category.hidden ? <Badge tone="quiet">hidden</Badge> : null}
        {category.updatedBy ? (
          <span className="text-xs text-(--a-muted)">
            Saved by {category.updatedBy.replace(/^staff:/, '')}
          </span>
        ) : null}
        <span className="ml-auto flex gap-4">
          {category.hidden ? null : (
            <a href={fixed ? '/' : `/c/${category.handle}`} className={linkClass}>
              In the shop
            </a>
          )}
          <Link href="/admin/categories" prefetch={false} className={linkClass}>
            All categories
          </Link>
        </span>
      </PageHeading>
      <div className="grid gap-4">
        <CategoryEditor
          category={category}
          fixed={fixed}
          parentTitle={tree.find((row) => row.id === category.parentId)?.title ?? null}
          childCount={tree.filter((row) => row.parentId === id).length}
          rulesAbove={rulesAbove}
          mayEdit={mayEdit}
        />
        {rule ? (
          <Members members={members} />
        ) : (
          <CategoryProducts id={id} version={category.version} members={members} mayEdit={mayEdit} />
        )}
        <CategoryRuleForm
          id={id}
          version={category.version}
          rule={rule}
          count={members.length}
          choices={choices}
          currency={env.SHOP_CURRENCY}
          decimals={decimalsOf(env.SHOP_CURRENCY)}
          mayEdit={mayEdit}
        />
        {locales.slice(1).map((locale) => (
          <Translations
            key={locale}
            of="categories"
            id={id}
            locale={locale}
            texts={texts[locale] ?? {}}
            disabled={!mayEdit}
          />
        ))}
        <History currency={env.SHOP_CURRENCY} entries={history} />
      </div>
    </>
  );
}

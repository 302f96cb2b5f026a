import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CmsEditor } from '#components/admin/cms-editor.tsx';
import { History } from '#components/admin/history.tsx';
import { linkClass, PageHeading } from '#components/admin/parts.tsx';
import { Translations } from '#components/admin/translations.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getCmsBlockForStaff, getTranslations } from '#lib/catalogue/index.ts';
import { defaultMarket } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { baseLocale, locales } from '#lib/translations/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Text' };

export default async function CmsBlockPage({ params }: { params: Promise<{ key: string }> }) {
  const key = decodeURIComponent((await params).key);
  const staff = await requireStaff(`/admin/cms/${encodeURIComponent(key)}`, 'content.view');
  const block = await getCmsBlockForStaff(key);
  if (!block) notFound();
  const [texts, history] = await Promise.all([
    getTranslations('cms', block.id),
    historyOf(`cms:${block.key}`),
  ]);
  const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(baseLocale) ?? baseLocale;
  const mayEdit = may(staff.role, 'content.edit');
  return (
    <>
      <PageHeading title={block.title}>
        <span className="text-xs text-(--a-muted)">
          /pages/{block.key}
          {block.updatedBy ? `, saved by ${block.updatedBy.replace(/^staff:/, '')}` : ''}
        </span>
        <span className="ml-auto flex gap-4">
          <a
            href={`/admin/preview/${defaultMarket.code}/texts/${encodeURIComponent(key)}`}
            className={linkClass}
          >
            Preview
          </a>
          <Link href="/admin/cms" prefetch={false} className={linkClass}>
            All texts
          </Link>
        </span>
      </PageHeading>
      <div className="grid gap-4">
        <CmsEditor block={block} language={language} mayEdit={mayEdit} />
        {locales.slice(1).map((locale) => (
          <Translations
            key={locale}
            of="cms"
            id={block.key}
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

import { baseLocale, locales, readTexts } from '#lib/translations/index.ts';
import { isOfTheShopItself, redirectPath } from './add-redirect.ts';
import { findCategoryHandles, findProductsShown, findRedirecting, findTexts } from './link.repository.ts';
import { findTree } from './shown.repository.ts';

/** Why a link disappoints. `hidden`: what it leads to is there, and visitors do not see it. */
export type LinkTrouble =
  | { kind: 'missing' | 'hidden' }
  /** A text that these languages show in the shop's own. */
  | { kind: 'untranslated'; locales: string[] };

type Page = { kind: 'p' | 'c' | 'pages'; name: string };

/**
 * What is wrong with links to pages of the shop (`/pages/imprint`, without market prefix), by link; those that lead
 * somewhere in every language are absent, as are addresses of others and what the shop itself answers, such as its cart.
 */
export async function checkLinks(hrefs: readonly string[]): Promise<Map<string, LinkTrouble>> {
  const paths = new Map(
    hrefs.filter((href) => href.startsWith('/')).map((href) => [href, redirectPath(href)]),
  );
  const named = (kind: Page['kind']) =>
    [...paths.values()].flatMap((path) => {
      const page = pageAt(path);
      return page?.kind === kind ? [page.name] : [];
    });
  const [products, categories, tree, texts, redirecting] = await Promise.all([
    findProductsShown(named('p')),
    findCategoryHandles(named('c')),
    findTree(baseLocale),
    findTexts(named('pages')),
    findRedirecting([...paths.values()]),
  ]);
  const shown = new Set(tree.map(({ handle }) => handle));
  const missingIn = await untranslated([...texts.values()].map(({ id }) => id));
  const troubleAt = (path: string): LinkTrouble | null => {
    if (path === '/' || isOfTheShopItself(path)) return null;
    const page = pageAt(path);
    const text = page?.kind === 'pages' ? texts.get(page.name) : undefined;
    const seen =
      page?.kind === 'p'
        ? products.get(page.name)
        : page?.kind === 'c'
          ? categories.has(page.name) && shown.has(page.name)
          : text?.published;
    if (seen) {
      const lacking = (text && missingIn.get(text.id)) ?? [];
      return lacking.length > 0 ? { kind: 'untranslated', locales: lacking } : null;
    }
    if (redirecting.has(path)) return null;
    const there = seen === false && (page?.kind !== 'c' || categories.has(page.name));
    return { kind: there ? 'hidden' : 'missing' };
  };
  return new Map(
    [...paths].flatMap(([href, path]) => {
      const trouble = troubleAt(path);
      return trouble ? [[href, trouble] as const] : [];
    }),
  );
}

function pageAt(path: string): Page | null {
  const [, kind, name] = /^\/(p|c|pages)\/([^/]+)$/.exec(path) ?? [];
  return name && (kind === 'p' || kind === 'c' || kind === 'pages') ? { kind, name } : null;
}

/** The languages in which the body of these texts is not said, by the text's id. */
async function untranslated(ids: readonly string[]): Promise<Map<string, string[]>> {
  const others = locales.filter((locale) => locale !== baseLocale);
  const said = await Promise.all(others.map((locale) => readTexts('cms', ids, locale)));
  return new Map(ids.map((id) => [id, others.filter((_, index) => !said[index]?.get(id)?.get('bodyHtml'))]));
}

import type { ProductListing } from '#lib/catalogue/index.ts';
import { numberFormat } from '../ui/formats.ts';
import { Icon } from '../ui/icon.tsx';
import { MarketLink } from '../ui/market.tsx';
import { FilterForm } from './filter-form.tsx';
import { FilterGroup, type FilterValue } from './filter-group.tsx';
import { type Choice, type ListingBase, type ListingView, listingHref } from './listing-address.ts';
import type { Storefront } from './storefront.ts';

type Group = { name: string; label: string; values: FilterValue[] };

/** Of a search that finds more than is counted, counts are the least there are. */
const said = (count: number, more: boolean) => (more ? `${count}+` : String(count));

/** What a listing can be narrowed by, with what is chosen already even where nothing has it any more. */
function groupsOf(
  { t }: Storefront,
  { facets, more }: Pick<ProductListing, 'facets' | 'more'>,
  choices: readonly Choice[],
): Group[] {
  const groups = [
    {
      name: 'category',
      label: t('catalogue.category'),
      values: facets.categories.map(({ handle, title, count }) => ({ value: handle, label: title, count })),
    },
    ...facets.attributes.map(({ name, label, values }) => ({ name: `is.${name}`, label, values })),
    { name: 'kind', label: t('catalogue.productType'), values: facets.types },
    { name: 'vendor', label: t('catalogue.vendor'), values: facets.vendors },
  ];
  return groups.flatMap((group) => {
    const gone = choices
      .filter(([name, value]) => name === group.name && !group.values.some((one) => one.value === value))
      .map(([, value]) => ({ value, label: value, count: '0' }));
    const values = [...group.values.map((one) => ({ ...one, count: said(one.count, more) })), ...gone];
    const chosen = choices.some(([name]) => name === group.name);
    // One value that all have narrows nothing.
    return values.length > 1 || chosen ? [{ ...group, values }] : [];
  });
}

/** Shown of a group at once; the rest is one press away. */
const shownValues = 8;

const groupLook = 'py-5 first:pt-0';
const legend = 'float-left mb-2 w-full font-medium';

/** The filters of a listing: beside it on a wide screen, in a sheet on a narrow one, also without script. */
export function ListingFilters({
  storefront,
  base,
  view,
  listing,
}: {
  storefront: Storefront;
  base: ListingBase;
  view: ListingView;
  listing: ProductListing;
}) {
  const { t, market } = storefront;
  const { facets, total, more } = listing;
  const { choices } = view;
  // A category's own page has its subcategories above the list.
  const groups = groupsOf(storefront, listing, choices).filter(
    ({ name }) => name !== 'category' || 'q' in base,
  );
  const chosen = (wanted: string) => choices.find(([name]) => name === wanted)?.[1];
  const sign = numberFormat(market.languageTag, { style: 'currency', currency: market.currency })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value;
  const { priceRange } = facets;
  const bound = (name: 'min' | 'max', label: string, most: number | undefined) => (
    <label className="block text-sm">
      <span className="mb-1 block text-muted">{label}</span>
      <input
        name={name}
        inputMode="decimal"
        autoComplete="off"
        maxLength={10}
        defaultValue={chosen(name) ?? ''}
        placeholder={most === undefined ? undefined : String(Math.round(most / 100))}
        className="min-h-11 w-full rounded-card border border-edge bg-sheet px-3 text-base placeholder:text-muted hover:border-ink"
      />
    </label>
  );
  return (
    <div>
      <button type="button" popoverTarget="filters" className="pill w-full justify-center lg:hidden">
        <Icon name="filter" className="size-4.5" />
        {t('catalogue.filters')}
        {choices.length > 0 ? (
          <span className="rounded-full bg-ink px-2 text-paper text-sm tabular-nums">{choices.length}</span>
        ) : null}
      </button>
      <div id="filters" popover="auto" className="filters">
        <FilterForm base={base} view={view} label={t('catalogue.filters')}>
          <div className="flex items-center justify-between pb-3 lg:hidden">
            <p className="display text-2xl">{t('catalogue.filters')}</p>
            <button
              type="button"
              popoverTarget="filters"
              popoverTargetAction="hide"
              aria-label={t('shell.close')}
              className="-mr-2 grid size-11 place-items-center rounded-full hover:bg-shell"
            >
              <Icon name="close" />
            </button>
          </div>
          <div className="divide-y divide-line">
            {facets.inStock > 0 || chosen('stock') ? (
              <div className={groupLook}>
                <label className="flex min-h-9 cursor-pointer items-center gap-3 text-[0.9375rem]">
                  <input
                    type="checkbox"
                    name="stock"
                    value="yes"
                    defaultChecked={chosen('stock') !== undefined}
                    className="size-4.5 accent-action"
                  />
                  <span className="flex-1">{t('catalogue.available')}</span>
                  <span className="text-muted text-sm tabular-nums">{said(facets.inStock, more)}</span>
                </label>
              </div>
            ) : null}
            {priceRange || 'q' in base || chosen('min') || chosen('max') ? (
              <fieldset className={groupLook}>
                <legend className={legend}>
                  {t('catalogue.price')} <span className="text-muted">({sign})</span>
                </legend>
                <div className="clear-both grid grid-cols-2 gap-3">
                  {bound('min', t('catalogue.priceFrom'), priceRange?.min)}
                  {bound('max', t('catalogue.priceTo'), priceRange?.max)}
                </div>
              </fieldset>
            ) : null}
            {groups.map(({ name, label, values }) => (
              <FilterGroup
                key={name}
                name={name}
                label={label}
                values={values}
                chosen={choices.flatMap(([one, value]) => (one === name ? [value] : []))}
                shown={shownValues}
                more={t('catalogue.moreValues', { count: values.length - shownValues })}
              />
            ))}
          </div>
          <div className="filters-apply">
            <button
              type="submit"
              className="min-h-12 w-full rounded-full bg-action px-6 font-medium text-white hover:bg-action-deep"
            >
              {t(more ? 'catalogue.showResultsAndMore' : 'catalogue.showResults', { count: total })}
            </button>
          </div>
          <noscript>
            <style>{'.filters-apply { display: block !important; }'}</style>
          </noscript>
        </FilterForm>
      </div>
    </div>
  );
}

/** What is chosen, each with a way to take it back. */
export function ChosenFilters({
  storefront,
  base,
  view,
  listing,
}: {
  storefront: Storefront;
  base: ListingBase;
  view: ListingView;
  listing: ProductListing;
}) {
  const { t, market } = storefront;
  const { choices } = view;
  if (choices.length === 0) return null;
  const groups = groupsOf(storefront, listing, choices);
  const money = numberFormat(market.languageTag, {
    style: 'currency',
    currency: market.currency,
    minimumFractionDigits: 0,
  });
  const word = ([name, value]: Choice): string => {
    if (name === 'stock') return t('catalogue.available');
    if (name === 'min') return `${t('catalogue.priceFrom')} ${money.format(Number(value))}`;
    if (name === 'max') return `${t('catalogue.priceTo')} ${money.format(Number(value))}`;
    const group = groups.find((one) => one.name === name);
    return group?.values.find((one) => one.value === value)?.label ?? value;
  };
  const without = (gone: readonly Choice[]) =>
    listingHref(base, { ...view, page: 1, choices: choices.filter((choice) => !gone.includes(choice)) });
  return (
    <nav aria-label={t('catalogue.chosenFilters')} className="mb-6">
      <ul className="flex flex-wrap items-center gap-2">
        {choices.map((choice) => (
          <li key={choice.join('=')}>
            <MarketLink
              href={without([choice])}
              rel="nofollow"
              aria-label={t('catalogue.removeFilter', { value: word(choice) })}
              className="inline-flex min-h-10 items-center gap-2 rounded-full bg-shell pr-3 pl-4 text-sm hover:bg-line"
            >
              {word(choice)}
              <Icon name="close" className="size-4" />
            </MarketLink>
          </li>
        ))}
        <li>
          <MarketLink href={without(choices)} rel="nofollow" className="px-2 py-2 text-sm underlined-always">
            {t('catalogue.clearFilters')}
          </MarketLink>
        </li>
      </ul>
    </nav>
  );
}

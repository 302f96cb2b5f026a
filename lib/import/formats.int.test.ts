import { afterAll, expect, test } from 'vitest';
import { getCurrencyPrices, getProduct, setCurrencyPrices } from '#lib/catalogue/index.ts';
import { closeDb, db } from '#lib/platform/index.ts';
import { ctx, load, problemsOf, unique } from './import.fixtures.ts';
import { exportCatalogue } from './index.ts';

afterAll(closeDb);

test('WooCommerce: variations find their product by SKU or id, groups and links to other shops are reported', async () => {
  const m = unique();
  const csv = [
    'ID,Type,SKU,Name,Published,Description,In stock?,Stock,Backorders allowed?,Sale price,Regular price,Categories,Images,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)',
    `1,variable,tee-${m},Tee ${m},1,Soft,1,,0,,,Clothing ${m} > Tees,https://img.example/t.jpg,,Color,"Blue, Red",Fabric,Cotton`,
    `2,simple,cap-${m},Cap ${m},1,,1,,0,16,18,Clothing ${m},,,,,,`,
    `3,grouped,set-${m},Set ${m},1,,1,,0,,,Clothing ${m},,,,,,`,
    `4,external,link-${m},Link ${m},1,,1,,0,,30,,,,,,,`,
    `5,variation,tee-b-${m},Tee - Blue,1,,1,4,0,,25,,,tee-${m},Color,Blue,,`,
    `6,variation,tee-r-${m},Tee - Red,1,,1,-2,notify,,25,,,id:1,Color,Red,,`,
    `7,variation,x-${m},Lost,1,,1,1,0,,25,,,nobody-${m},Color,Red,,`,
  ].join('\n');
  const summary = await load(csv);
  expect(summary).toMatchObject({ format: 'WooCommerce product CSV', created: 2 });
  expect(problemsOf(summary)).toEqual([
    '4 Type: is a grouped product: its parts are imported, not the group',
    '5 Type: is sold at another shop',
    `8 Parent: "nobody-${m}" is not in the file`,
  ]);
  expect(await getProduct(`tee-${m}`)).toMatchObject({
    optionNames: ['Color'],
    attributes: [{ name: 'Fabric', value: 'Cotton' }],
    categories: [{ title: 'Tees' }],
    variants: [
      { title: 'Blue', inStock: true },
      { title: 'Red', inStock: true },
    ],
  });
  expect((await getProduct(`cap-${m}`))?.variants[0]).toMatchObject({
    priceMinor: 1_600,
    compareAtMinor: 1_800,
    inStock: true,
  });
  expect(await db().stockItem.findUnique({ where: { sku: `tee-r-${m}` } })).toMatchObject({
    onHand: -2,
    policy: 'backorder',
  });
  expect(await load(csv)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
});

const item = (m: string, id: string, more: string) =>
  `<item><g:id>${id}-${m}</g:id><title>Lamp ${m} - ${id}</title><description><![CDATA[<b>Bright</b>]]></description>
   <link>https://shop.example/p/lamp-${m}</link><g:image_link>https://img.example/${id}.jpg</g:image_link>
   <g:availability>in stock</g:availability><g:brand>Lumen</g:brand>${more}</item>`;
const feed = (items: string) =>
  `<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>x</title>${items}</channel></rss>`;

test('Google feed in XML: items of a group are variants, a feed that breaks off keeps what came before', async () => {
  const m = unique();
  const group = `<g:item_group_id>G-${m}</g:item_group_id>`;
  const xml = feed(
    item(m, 'Red', `${group}<g:color>Red</g:color><g:price>1.234,56 EUR</g:price>`) +
      item(
        m,
        'Blue',
        `${group}<g:color>Blue</g:color><g:price>10 EUR</g:price><g:sale_price>8 EUR</g:sale_price>`,
      ),
  );
  expect(await load(xml)).toMatchObject({ format: 'Google Merchant feed (XML)', created: 1, problems: 0 });
  expect(await getProduct(`lamp-${m}`)).toMatchObject({
    title: `Lamp ${m}`,
    vendor: 'Lumen',
    descriptionHtml: '<b>Bright</b>',
    optionNames: ['Color'],
    variants: [{ priceMinor: 123_456 }, { priceMinor: 800, compareAtMinor: 1_000 }],
  });
  expect(await load(xml)).toMatchObject({ unchanged: 1 });
  const cut = feed(item(unique(), 'Red', '<g:price>5 EUR</g:price>') + item(m, 'x', '')).slice(0, -60);
  expect(await load(cut)).toMatchObject({ created: 1, problems: 1 });
  const entity = `<!DOCTYPE x [<!ENTITY a "aaaa">]>${feed(item(m, 'y', '<g:price>5 EUR</g:price>'))}`;
  expect(problemsOf(await load(entity))[0]).toContain('has a document type');
});

test('Google feed in TSV, with prices in three currencies', async () => {
  const m = unique();
  const rows = ['5,00 EUR', '6.00 USD', '4.50 GBP'].map(
    (price) => `bowl-${m}\tBowl ${m}\thttps://s.example/p/bowl-${m}\tin stock\t${price}`,
  );
  const lone = `cup-${m}\tCup ${m}\thttps://s.example/p/cup-${m}\tin stock\t3.00 USD`;
  const summary = await load(['id\ttitle\tlink\tavailability\tprice', ...rows, lone].join('\n'));
  expect(problemsOf(summary)).toEqual(['5 price: is in USD, and the item has no price in EUR']);
  expect((await getProduct(`bowl-${m}`))?.variants).toMatchObject([{ priceMinor: 500, inStock: true }]);
  const dollars = await getProduct(`bowl-${m}`, { currency: 'USD' });
  expect(dollars?.variants).toMatchObject([{ priceMinor: 600 }]);
  expect((await getProduct(`bowl-${m}`, { currency: 'GBP' }))?.variants).toMatchObject([{ priceMinor: 450 }]);
});

test('Vendure: padded cells, rows below their product, facets, two languages', async () => {
  const m = unique();
  const csv = [
    'name:en , name:de , slug , assets , facets , optionGroups , optionValues , sku , price , taxCategory , stockOnHand , trackInventory , variantAssets',
    `Clock ${m} , Uhr ${m} , clock-${m} , a.jpg|b.jpg , category:Home ${m}|brand:Tick|style:modern , size , S , C-S-${m} , 12.50 , standard , 4 , true , `,
    ` , , , , , , L , C-L-${m} , 22.50 , standard , 0 , false , `,
  ].join('\n');
  expect(await load(csv)).toMatchObject({ format: 'Vendure product CSV', created: 1, problems: 0 });
  expect(await getProduct(`clock-${m}`, { locale: 'de' })).toMatchObject({
    title: `Uhr ${m}`,
    vendor: 'Tick',
    attributes: [{ name: 'Style', value: 'modern' }],
    variants: [
      { sku: `C-S-${m}`, inStock: true },
      { sku: `C-L-${m}`, inStock: true },
    ],
  });
});

test('what is exported can be imported again, and changes nothing', async () => {
  const lines: string[] = [];
  const handles = [`tee-`, `lamp-`, `bowl-`, `clock-`];
  // Tests share one database: others' products are not all ones that a shop could have.
  for await (const line of await exportCatalogue(ctx)) {
    if (handles.some((handle) => line.startsWith(`{"handle":"${handle}`))) lines.push(line);
  }
  expect(lines.length).toBeGreaterThanOrEqual(4);
  const summary = await load(lines.join(''));
  expect(problemsOf(summary)).toEqual([]);
  expect(summary).toMatchObject({
    format: 'Ballast export',
    created: 0,
    updated: 0,
    unchanged: lines.length,
  });
  const [first = ''] = lines;
  const product = JSON.parse(first);
  const broken = `${JSON.stringify({ ...product, title: '' })}\n${first.slice(0, 40)}\n`;
  expect((await load(broken)).problemList.map(({ line }) => line)).toEqual([1, 2]);
});

test('a compare-at price in another currency survives its export, a file without it, and goes when it is cleared', async () => {
  const m = unique();
  const sku = `PAN-${m}`;
  await load(`Handle,Title,Variant SKU,Variant Price\npan-${m},Pan,${sku},95.00`);
  const dollars = { sku, priceMinor: 9_000, compareAtMinor: 10_000 };
  expect(await setCurrencyPrices(ctx, { currency: 'USD', prices: [dollars] })).toMatchObject({ ok: true });
  const audits = () => db().auditEntry.count({ where: { subject: `variant:${sku}` } });
  const [before, stored] = [await audits(), async () => (await getCurrencyPrices('USD', [sku])).get(sku)];
  let line = '';
  for await (const each of await exportCatalogue(ctx)) {
    if (each.startsWith(`{"handle":"pan-${m}"`)) line = each;
  }
  expect(await load(line)).toMatchObject({ updated: 0, unchanged: 1, problems: 0 });
  expect(await stored()).toEqual({ priceMinor: 9_000, compareAtMinor: 10_000 });
  expect(await audits()).toBe(before);
  // Other formats, and exports of before, name none.
  await load(`Handle,Title,Variant SKU,Variant Price,Price / USD\npan-${m},Pan,${sku},95.00,88.00`);
  expect(await stored()).toEqual({ priceMinor: 8_800, compareAtMinor: 10_000 });
  const { compareAtPrices: _, ...old } = JSON.parse(line).variants[0];
  await load(JSON.stringify({ ...JSON.parse(line), variants: [old] }));
  expect(await stored()).toEqual({ priceMinor: 9_000, compareAtMinor: 10_000 });
  await load(JSON.stringify({ ...JSON.parse(line), variants: [{ ...old, compareAtPrices: { USD: null } }] }));
  expect(await stored()).toEqual({ priceMinor: 9_000, compareAtMinor: null });
});

import { dirname } from 'node:path';
import {
  foldKey,
  getProductIdsBySku,
  handlePattern,
  maxCurrencyPrices,
  type ProductInput,
  type RefusedVariant,
  refuseCurrencyPrices,
  type SetCurrencyPricesError,
  saveProducts,
  setCurrencyPrices,
} from '#lib/catalogue/index.ts';
import { type Ctx, env, isOutOfTime, ok, type Result } from '#lib/platform/index.ts';
import { inspectSource, readText, type Source, type SourceError } from './decode.ts';
import { detectFormat, type Format } from './detect-format.ts';
import type { OtherPrice, ReadProduct } from './format.ts';
import { readExported } from './formats/ballast.ts';
import { google } from './formats/google.ts';
import { feedColumns, readFeed } from './formats/google-xml.ts';
import { groupRows } from './groups.ts';
import { maxProblems, type Problem } from './problems.ts';
import { type ReportRow, ReportWriter } from './report.ts';
import { readRows } from './table.ts';

const batchProducts = 200;
const batchVariants = 2_000;

export type ImportOptions = {
  path: string;
  /** Says what would change; writes nothing but the report. */
  dryRun?: boolean;
  /** Where rows that did not go in are written, to be mended and imported again; nowhere when left out. */
  reportPath?: string;
  onProgress?: (progress: ImportProgress) => void | Promise<void>;
  /** How long one transaction may take before its products are saved one by one; 10 s unless said otherwise. */
  timeoutMs?: number | undefined;
};

export type ImportProgress = ImportCounts & { bytesRead: number; bytes: number };

/** Products made, changed and left alone, and rows of the file with a problem. */
export type ImportCounts = { created: number; updated: number; unchanged: number; problems: number };

export type ImportSummary = ImportCounts & {
  format: string;
  encoding: string;
  /** The first 1,000 problems, by line. */
  problemList: Problem[];
  /** Columns nothing was read from. */
  ignoredColumns: string[];
  /** Whether a report was written. */
  reported: boolean;
};

export type ImportError = SourceError | { kind: 'unknown_format'; columns: readonly string[] };

type Entry = { read: ReadProduct; rows: ReportRow[] };

/**
 * Imports a file of products of any format it knows, as it reads: good products go in, 200 at a time, each bad row is
 * reported with line, column and reason. The same file again changes nothing and writes nothing.
 * @throws what reading the file or writing to the database throws; products saved before stay saved.
 */
export async function importFile(
  ctx: Ctx,
  { path, dryRun = false, reportPath, onProgress, timeoutMs }: ImportOptions,
): Promise<Result<ImportSummary, ImportError>> {
  const source = await inspectSource(path);
  if (!source.ok) return source;
  const format = detectFormat(source.value);
  if (!format.ok) return format;
  const report = reportPath ? new ReportWriter(reportPath, columnsIn(format.value)) : undefined;
  const run = new Run(ctx, { dryRun, report, timeoutMs });
  const progress = { bytesRead: 0, bytes: source.value.bytes };
  const text = readText(source.value, (read) => {
    progress.bytesRead = read;
  });
  try {
    for await (const entry of entriesOf(format.value, text, source.value)) {
      if (await run.take(entry)) await onProgress?.({ ...progress, ...run.counts });
    }
    await run.save();
    await onProgress?.({ ...progress, ...run.counts });
  } finally {
    await report?.close();
  }
  return ok({
    ...run.counts,
    ...describe(format.value),
    encoding: source.value.encoding,
    problemList: run.problemList.sort((a, b) => a.line - b.line),
    reported: report?.used ?? false,
  });
}

function columnsIn(format: Format): readonly string[] | null {
  if (format.kind === 'export') return null;
  return format.kind === 'feed' ? feedColumns : format.columns;
}

function describe(format: Format): { format: string; ignoredColumns: string[] } {
  if (format.kind === 'export') return { format: 'Ballast export', ignoredColumns: [] };
  if (format.kind === 'feed') return { format: 'Google Merchant feed (XML)', ignoredColumns: [] };
  const { title, columns, isKnown } = format.table;
  const ignored = format.columns.filter(
    (column) => column !== '' && column !== 'Problem' && !columns.includes(column) && !isKnown?.(column),
  );
  return { format: title, ignoredColumns: ignored };
}

async function* entriesOf(
  format: Format,
  text: AsyncIterable<string>,
  { path }: Source,
): AsyncGenerator<Entry> {
  if (format.kind === 'export') {
    for await (const { line, content } of linesOf(text)) {
      yield { read: readExported(content, line), rows: [{ line, raw: content }] };
    }
    return;
  }
  const context = { currency: env.SHOP_CURRENCY, folder: dirname(path) };
  const table = format.kind === 'feed' ? google : format.table;
  const rows = format.kind === 'feed' ? readFeed(text) : readRows(text, format);
  for await (const group of groupRows(rows, table)) {
    if ('problem' in group) {
      const { problem, raw } = group;
      const read = { product: null, problems: [problem], lines: [], otherPrices: [] };
      yield { read, rows: [{ line: problem.line, raw }] };
    } else {
      yield { read: table.read(group, context), rows: group.rows };
    }
  }
}

async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<{ line: number; content: string }> {
  let rest = '';
  let line = 0;
  for await (const chunk of text) {
    const pieces = (rest + chunk).split('\n');
    rest = pieces.pop() ?? '';
    for (const content of pieces) {
      line++;
      if (content.trim() !== '') yield { line, content: content.trim() };
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, content: rest.trim() };
}

const refusals: Record<RefusedVariant['reason'], (sku: string, by: string) => string> = {
  sku_taken: (sku, by) => `"${sku}" belongs to ${by}`,
  options_taken: (_, by) => `has the options of SKU ${by}`,
  options_changed: (_, by) => `changes the product's options, and its variant ${by} is not in the file`,
};

const priceRefusals: Record<SetCurrencyPricesError['kind'], (price: OtherPrice) => string> = {
  not_another_currency: ({ currency }) =>
    `is in ${currency}, the shop's own currency, and is not the variant's price`,
  invalid_price: () => 'is not a possible price',
  unknown_sku: ({ sku }) => `"${sku}" is not there any more`,
  too_many: () => 'is one of too many prices at once',
};

/** A price that waits to be set, and where it is said that it cannot. */
type WaitingPrice = OtherPrice & { problems: Problem[] };

type How = { dryRun: boolean; report: ReportWriter | undefined; timeoutMs: number | undefined };

const errorOf = <E>(result: Result<unknown, E>): E | null => (result.ok ? null : result.error);

/** Prices in other currencies of a product; one in the shop's own that says what the variant costs says nothing. */
function waitingPrices({ entry, product }: { entry: Entry; product: ProductInput }): WaitingPrice[] {
  const { problems, otherPrices } = entry.read;
  const own = new Map(product.variants.map(({ sku, priceMinor }) => [sku, priceMinor]));
  return otherPrices
    .filter(({ sku, currency, priceMinor }) => currency !== env.SHOP_CURRENCY || own.get(sku) !== priceMinor)
    .map((price) => ({ ...price, problems }));
}

/** One pass over a file: what was counted, what is known of its SKUs and handles, and the batch that is waiting. */
class Run {
  readonly counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, problems: 0 };
  readonly problemList: Problem[] = [];
  readonly #ctx: Ctx;
  readonly #dryRun: boolean;
  readonly #report: ReportWriter | undefined;
  readonly #timeoutMs: number | undefined;
  readonly #lineOfSku = new Map<string, number>();
  readonly #lineOfHandle = new Map<string, number>();
  #batch: { entry: Entry; product: ProductInput }[] = [];
  #variants = 0;

  constructor(ctx: Ctx, { dryRun, report, timeoutMs }: How) {
    this.#ctx = ctx;
    this.#dryRun = dryRun;
    this.#report = report;
    this.#timeoutMs = timeoutMs;
  }

  /** True when a batch was saved. */
  async take(entry: Entry): Promise<boolean> {
    const { read } = entry;
    const line = entry.rows[0]?.line ?? 0;
    const product = read.product && this.#unique(read, line);
    if (!product || product.variants.length === 0) {
      if (read.problems.length === 0)
        read.problems.push({ line, column: '', reason: 'has no variant that can be sold' });
      await this.#refuse(entry);
      return false;
    }
    this.#batch.push({ entry, product });
    this.#variants += product.variants.length;
    if (this.#batch.length < batchProducts && this.#variants < batchVariants) return false;
    await this.save();
    return true;
  }

  async save(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#variants = 0;
    if (batch.length === 0) return;
    const outcomes = await saveProducts(
      this.#ctx,
      batch.map(({ product }) => product),
      { dryRun: this.#dryRun, timeoutMs: this.#timeoutMs },
    );
    await this.#savePrices(batch.flatMap(waitingPrices));
    for (const [index, { status, refused }] of outcomes.entries()) {
      const { entry, product } = batch[index] ?? {};
      if (!entry || !product) continue;
      const lineOf = (sku: string) => this.#lineOfSku.get(foldKey(sku)) ?? 0;
      for (const { sku, reason, by } of refused) {
        entry.read.problems.push({ line: lineOf(sku), column: 'SKU', reason: refusals[reason](sku, by) });
      }
      if (status !== 'rejected') this.counts[status]++;
      else if (refused.length === 0) {
        const reason = `"${product.handle}" is too like the handle of another product`;
        entry.read.problems.push({ line: entry.rows[0]?.line ?? 0, column: 'Handle', reason });
      }
      if (entry.read.problems.length > 0) await this.#refuse(entry);
    }
  }

  /** Prices in other currencies, once their variants are there. Those of variants that did not go in are left out. */
  async #savePrices(prices: readonly WaitingPrice[]): Promise<void> {
    for (const [currency, own] of Map.groupBy(prices, (price) => price.currency)) {
      const known = this.#dryRun ? null : await getProductIdsBySku(own.map(({ sku }) => sku));
      const wanted = own.filter(({ sku }) => known?.has(sku) ?? true);
      for (let index = 0; index < wanted.length; index += maxCurrencyPrices) {
        await this.#setPrices(currency, wanted.slice(index, index + maxCurrencyPrices));
      }
    }
  }

  /**
   * In one transaction, without those it refuses, which are reported; or in two of half of them where the database has no
   * time for all: nothing was written then.
   */
  async #setPrices(currency: string, prices: readonly WaitingPrice[]): Promise<void> {
    const wanted = {
      currency,
      prices: prices.map(({ sku, priceMinor, compareAtMinor }) => ({
        ...{ sku, priceMinor },
        ...(compareAtMinor === undefined ? {} : { compareAtMinor }),
      })),
    };
    try {
      const refusal = this.#dryRun
        ? refuseCurrencyPrices(wanted)
        : errorOf(await setCurrencyPrices(this.#ctx, { ...wanted, timeoutMs: this.#timeoutMs }));
      if (!refusal) return;
      const isRefused = ({ sku }: OtherPrice) => !('sku' in refusal) || refusal.sku === sku;
      for (const price of prices.filter(isRefused)) {
        const { line, column } = price;
        price.problems.push({ line, column, reason: priceRefusals[refusal.kind](price) });
      }
      const left = prices.filter((price) => !isRefused(price));
      if (left.length > 0) await this.#setPrices(currency, left);
    } catch (error) {
      if (!isOutOfTime(error) || prices.length === 1) throw error;
      const half = Math.ceil(prices.length / 2);
      await this.#setPrices(currency, prices.slice(0, half));
      await this.#setPrices(currency, prices.slice(half));
    }
  }

  async #refuse({ read, rows }: Entry): Promise<void> {
    this.counts.problems += read.problems.length;
    this.problemList.push(...read.problems.slice(0, maxProblems - this.problemList.length));
    await this.#report?.write(rows, read.problems);
  }

  /** The product without SKUs that stand on an earlier line; null when its handle does. */
  #unique({ product, lines, problems, otherHandle }: ReadProduct, line: number): ProductInput | null {
    if (!product) return null;
    const taken = this.#lineOfHandle.get(foldKey(product.handle));
    const handle = taken === undefined ? product.handle : (otherHandle ?? product.handle);
    const still = this.#lineOfHandle.get(foldKey(handle));
    if (!handlePattern.test(handle) || still !== undefined) {
      const reason =
        still === undefined
          ? 'is not made of letters, digits, "-", "_" and "."'
          : `"${handle}" is the product of line ${still}`;
      problems.push({ line, column: 'Handle', reason });
      return null;
    }
    this.#lineOfHandle.set(foldKey(handle), line);
    const variants = product.variants.filter(({ sku }, index) => {
      const key = foldKey(sku);
      const earlier = this.#lineOfSku.get(key);
      const own = lines[index] ?? line;
      if (earlier === undefined) this.#lineOfSku.set(key, own);
      else problems.push({ line: own, column: 'SKU', reason: `"${sku}" is already on line ${earlier}` });
      return earlier === undefined;
    });
    return { ...product, handle, variants };
  }
}

'use client';

import { useState } from 'react';
import type { ImportProgress, ImportSummary } from '#lib/import/index.ts';
import { ImportResult } from './import-result.tsx';
import { fileSize } from './import-words.ts';
import { buttonClass, Notice, Panel, primaryButtonClass } from './parts.tsx';

type Line = { progress: ImportProgress } | { done: ImportSummary & { id: string } } | { failed: string };
type State =
  | { kind: 'idle' }
  | { kind: 'running'; progress: ImportProgress | null }
  | { kind: 'done'; dryRun: boolean; summary: ImportSummary & { id: string } }
  | { kind: 'failed'; title: string; detail?: string | undefined };

/** Reads JSON lines of an answer as they come. */
async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<Line> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const pieces = (rest + value).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) yield JSON.parse(piece) as Line;
  }
}

/** A file of products: chosen or dropped, tried without writing, then imported, with progress and what did not go in. */
export function ImportPanel() {
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const busy = state.kind === 'running';

  async function run(dryRun: boolean) {
    if (!file) return;
    setState({ kind: 'running', progress: null });
    const query = new URLSearchParams({ name: file.name, dryRun: dryRun ? '1' : '0' });
    try {
      const response = await fetch(`/api/admin/imports?${query}`, { method: 'POST', body: file });
      if (!response.ok || !response.body) {
        const { title = 'It was not taken', detail } = (await response.json()) as {
          title?: string;
          detail?: string;
        };
        return setState({ kind: 'failed', title, detail });
      }
      let ended = false;
      for await (const line of linesOf(response.body)) {
        if ('progress' in line) setState({ kind: 'running', progress: line.progress });
        else {
          ended = true;
          if ('done' in line) setState({ kind: 'done', dryRun, summary: line.done });
          else setState({ kind: 'failed', title: `Nothing could be imported: ${line.failed}` });
        }
      }
      if (ended) return;
    } catch {
      // Said below, like an answer that ends half way.
    }
    setState({
      kind: 'failed',
      title: 'The connection was lost',
      detail: 'The import goes on. Send the same file again later: what is in already is left alone.',
    });
  }

  return (
    <Panel title="Import products">
      <div className="grid gap-4 p-4">
        <label
          className={`grid cursor-pointer place-items-center gap-1 rounded-lg border-2 border-dashed px-4 py-8 text-center focus-within:outline-2 focus-within:outline-(--a-accent) ${over ? 'border-(--a-accent) bg-(--a-sunken)' : 'border-(--a-line)'}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            const dropped = event.dataTransfer.files[0];
            if (dropped && !busy) {
              setFile(dropped);
              setState({ kind: 'idle' });
            }
          }}
        >
          <span className="font-medium wrap-anywhere">
            {file ? file.name : 'Choose a file, or drop it here'}
          </span>
          <span className="text-(--a-muted)">
            {file
              ? fileSize(file.size)
              : 'Shopify, WooCommerce, Vendure, Google Merchant (XML, TSV) or our own NDJSON, at most 100 MB'}
          </span>
          <input
            type="file"
            className="sr-only"
            aria-label="File of products"
            accept=".csv,.tsv,.txt,.xml,.ndjson,.jsonl"
            disabled={busy}
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setState({ kind: 'idle' });
            }}
          />
        </label>
        <div className="flex flex-wrap gap-2">
          <button
            type="button"
            className={primaryButtonClass}
            disabled={!file || busy}
            onClick={() => void run(false)}
          >
            Import
          </button>
          <button
            type="button"
            className={buttonClass}
            disabled={!file || busy}
            onClick={() => void run(true)}
          >
            Only say what would change
          </button>
        </div>
        {state.kind === 'running' ? <Progress progress={state.progress} /> : null}
        {state.kind === 'failed' ? (
          <Notice tone="bad" title={state.title}>
            {state.detail}
          </Notice>
        ) : null}
        {state.kind === 'done' ? <ImportResult summary={state.summary} dryRun={state.dryRun} /> : null}
      </div>
    </Panel>
  );
}

function Progress({ progress }: { progress: ImportProgress | null }) {
  const done = progress ? progress.created + progress.updated + progress.unchanged : 0;
  return (
    <div>
      <progress
        aria-label="How much of the file is read"
        className="h-2 w-full accent-(--a-accent)"
        max={progress?.bytes ?? 1}
        {...(progress ? { value: progress.bytesRead } : {})}
      />
      <p className="mt-1 text-(--a-muted) tabular-nums">
        {progress
          ? `${done.toLocaleString('en-IE')} products, ${progress.problems.toLocaleString('en-IE')} problems`
          : 'Sending…'}
      </p>
    </div>
  );
}

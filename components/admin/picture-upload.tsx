'use client';

import { useState } from 'react';
import { Notice } from './parts.tsx';

export type Uploaded = { src: string; width: number; height: number };

/** Takes pictures from this machine, chosen or dropped, one after the other; says which were not taken and why. */
export function PictureUpload({ onUploaded }: { onUploaded: (pictures: Uploaded[]) => void }) {
  const [over, setOver] = useState(false);
  const [left, setLeft] = useState(0);
  const [refused, setRefused] = useState<string[]>([]);

  async function take(files: readonly File[]) {
    setRefused([]);
    const taken: Uploaded[] = [];
    for (const [index, file] of files.entries()) {
      setLeft(files.length - index);
      const answer = await upload(file);
      if (answer.ok) taken.push(answer.value);
      else setRefused((before) => [...before, `${file.name}: ${answer.error}`]);
    }
    setLeft(0);
    if (taken.length > 0) onUploaded(taken);
  }

  return (
    <div className="grid gap-2">
      <label
        className={`block cursor-pointer rounded-lg border-2 border-dashed px-4 py-5 text-center focus-within:outline-2 focus-within:outline-(--a-accent) ${over ? 'border-(--a-accent) bg-(--a-sunken)' : 'border-(--a-line)'}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (left === 0) void take([...event.dataTransfer.files]);
        }}
      >
        <span aria-live="polite">
          {left > 0 ? `Taking pictures in, ${left} to go…` : 'Choose pictures, or drop them here'}
        </span>
        <input
          type="file"
          multiple
          accept="image/*"
          aria-label="Pictures from this machine"
          className="sr-only"
          disabled={left > 0}
          onChange={(event) => {
            void take([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      {refused.length > 0 ? (
        <Notice tone="bad" title="Not taken">
          {refused.map((text) => (
            <p key={text} className="wrap-anywhere">
              {text}
            </p>
          ))}
        </Notice>
      ) : null}
    </div>
  );
}

async function upload(file: File): Promise<{ ok: true; value: Uploaded } | { ok: false; error: string }> {
  try {
    const response = await fetch('/api/admin/images', {
      method: 'POST',
      body: file,
      signal: AbortSignal.timeout(60_000),
    });
    const told = (await response.json()) as Uploaded & { title?: string };
    return response.ok ? { ok: true, value: told } : { ok: false, error: told.title ?? 'not taken' };
  } catch {
    return { ok: false, error: 'no answer; try again' };
  }
}

'use client';

import { DragDropProvider } from '@dnd-kit/react';
import { isSortable, useSortable } from '@dnd-kit/react/sortable';
import { useState } from 'react';
import { Badge, buttonClass, Empty, inputClass, Panel } from './parts.tsx';
import { PictureUpload } from './picture-upload.tsx';
import type { ImageDraft } from './product-draft.ts';

/** The list with one of its elements moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

/** A product's pictures: dragged into order (or moved by buttons and keys), told in words, added from this machine or by address. */
export function ProductImages({
  images,
  disabled,
  onChange,
}: {
  images: ImageDraft[];
  disabled: boolean;
  onChange: (images: ImageDraft[]) => void;
}) {
  const [address, setAddress] = useState('');
  return (
    <Panel title={`Pictures (${images.length})`}>
      {images.length === 0 ? <Empty>No picture yet.</Empty> : null}
      <DragDropProvider
        onDragEnd={({ operation, canceled }) => {
          const { source } = operation;
          if (canceled || !isSortable(source)) return;
          onChange(moved(images, source.initialIndex, source.index));
        }}
      >
        <ul>
          {images.map((image, index) => (
            <Picture
              key={image.key}
              image={image}
              index={index}
              count={images.length}
              disabled={disabled}
              onAlt={(alt) => onChange(images.map((one) => (one.key === image.key ? { ...one, alt } : one)))}
              onMove={(to) => onChange(moved(images, index, to))}
              onRemove={() => onChange(images.filter(({ key }) => key !== image.key))}
            />
          ))}
        </ul>
      </DragDropProvider>
      {disabled ? null : (
        <div className="border-t border-(--a-line) px-4 pt-4">
          <PictureUpload
            onUploaded={(pictures) =>
              onChange([
                ...images,
                ...pictures.map((one) => ({
                  ...one,
                  key: crypto.randomUUID(),
                  id: null,
                  alt: '',
                  status: 'ready',
                })),
              ])
            }
          />
        </div>
      )}
      {disabled ? null : (
        <div className="flex gap-2 p-4">
          <input
            className={inputClass}
            aria-label="Address of a picture"
            placeholder="https://… or /art/…"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
          <button
            type="button"
            className={buttonClass}
            disabled={!/^(\/(?!\/)|https?:\/\/)/.test(address)}
            onClick={() => {
              const key = crypto.randomUUID();
              const fresh = { key, id: null, src: address, alt: '', width: 0, height: 0, status: 'ready' };
              onChange([...images, fresh]);
              setAddress('');
            }}
          >
            Add
          </button>
        </div>
      )}
    </Panel>
  );
}

function Picture({
  image,
  index,
  count,
  disabled,
  onAlt,
  onMove,
  onRemove,
}: {
  image: ImageDraft;
  index: number;
  count: number;
  disabled: boolean;
  onAlt: (alt: string) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}) {
  const { ref, handleRef, isDragging } = useSortable({ id: image.key, index, disabled });
  const small = `${buttonClass} w-9 px-0`;
  return (
    <li
      ref={ref}
      className={`flex flex-wrap items-center gap-3 border-b border-(--a-line) bg-(--a-panel) px-4 py-2.5 last:border-b-0 ${isDragging ? 'opacity-60' : ''}`}
    >
      {disabled ? null : (
        <button
          ref={handleRef}
          type="button"
          className="h-9 cursor-grab px-1 text-(--a-muted)"
          aria-label={`Drag picture ${index + 1}`}
        >
          ⠿
        </button>
      )}
      {/* biome-ignore lint/performance/noImgElement: a thumbnail only staff see */}
      <img
        src={image.src}
        alt=""
        width={56}
        height={56}
        className="size-14 rounded bg-(--a-sunken) object-cover"
      />
      <div className="min-w-40 flex-1">
        <input
          className={inputClass}
          aria-label={`What picture ${index + 1} shows`}
          placeholder="What it shows, for who cannot see it"
          value={image.alt}
          maxLength={512}
          disabled={disabled}
          onChange={(event) => onAlt(event.target.value)}
        />
        {image.status === 'ready' ? null : (
          <p className="mt-1">
            <Badge tone={image.status === 'failed' ? 'bad' : 'info'}>{image.status}</Badge>
          </p>
        )}
      </div>
      {disabled ? null : (
        <span className="flex gap-1">
          <button
            type="button"
            className={small}
            disabled={index === 0}
            aria-label={`Move picture ${index + 1} up`}
            onClick={() => onMove(index - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            className={small}
            disabled={index === count - 1}
            aria-label={`Move picture ${index + 1} down`}
            onClick={() => onMove(index + 1)}
          >
            ↓
          </button>
          <button
            type="button"
            className={small}
            aria-label={`Remove picture ${index + 1}`}
            onClick={onRemove}
          >
            ×
          </button>
        </span>
      )}
    </li>
  );
}

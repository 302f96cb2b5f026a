'use client';

import { useRef, useState } from 'react';
import { Field } from './form.tsx';
import { inputClass } from './parts.tsx';

const tools = [
  { label: 'Bold', sign: 'B', before: '<strong>', after: '</strong>' },
  { label: 'Italic', sign: 'I', before: '<em>', after: '</em>' },
  { label: 'Heading', sign: 'H', before: '<h3>', after: '</h3>' },
  { label: 'Paragraph', sign: '¶', before: '<p>', after: '</p>' },
  { label: 'List', sign: '•', before: '<ul>\n  <li>', after: '</li>\n</ul>' },
  { label: 'Link', sign: '↗', before: '<a href="https://">', after: '</a>' },
] as const;

const page = (html: string) =>
  `<!doctype html><meta name="color-scheme" content="light dark"><style>body{font:15px/1.6 system-ui;margin:12px}img{max-width:100%}</style>${html}`;

/** HTML as text with a few buttons, and beside it how it will look. Tab and all keys stay what they are elsewhere. */
export function HtmlEditor({
  label,
  value,
  error,
  disabled,
  onChange,
}: {
  label: string;
  value: string;
  error?: string | undefined;
  disabled: boolean;
  onChange: (html: string) => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [preview, setPreview] = useState(false);

  function wrap(before: string, after: string) {
    const field = area.current;
    if (!field) return;
    const { selectionStart: start, selectionEnd: end } = field;
    onChange(`${value.slice(0, start)}${before}${value.slice(start, end)}${after}${value.slice(end)}`);
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(start + before.length, end + before.length);
    });
  }

  const buttonLook = 'h-8 min-w-8 rounded px-2 hover:bg-(--a-sunken) disabled:opacity-50';
  return (
    <Field label={label} error={error}>
      {(aria) => (
        <div className="rounded-md border border-(--a-line)">
          <div className="flex items-center gap-0.5 border-b border-(--a-line) px-1.5 py-1">
            {tools.map((tool) => (
              <button
                key={tool.label}
                type="button"
                title={tool.label}
                aria-label={tool.label}
                className={buttonLook}
                disabled={disabled || preview}
                onClick={() => wrap(tool.before, tool.after)}
              >
                {tool.sign}
              </button>
            ))}
            <button
              type="button"
              aria-pressed={preview}
              className={`${buttonLook} ml-auto ${preview ? 'bg-(--a-sunken) font-medium' : ''}`}
              onClick={() => setPreview(!preview)}
            >
              Preview
            </button>
          </div>
          {preview ? (
            // The server takes out what may run; until then nothing in the sandbox can.
            <iframe
              title={`Preview of ${label.toLowerCase()}`}
              sandbox=""
              srcDoc={page(value)}
              className="h-56 w-full rounded-b-md bg-(--a-panel)"
            />
          ) : (
            <textarea
              {...aria}
              ref={area}
              className={`${inputClass} h-56 resize-y rounded-t-none border-0 py-2 font-mono text-xs leading-relaxed`}
              value={value}
              disabled={disabled}
              spellCheck
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </div>
      )}
    </Field>
  );
}

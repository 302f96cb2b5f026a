import type { ReactNode } from 'react';

/** A runbook's text: the few marks of Markdown that ours use. Links between runbooks are left as words. */
export function Runbook({ text }: { text: string }) {
  return (
    <div className="space-y-2 text-sm leading-relaxed">
      {blocks(text).map((block) => {
        if (block.kind === 'heading') return null;
        if (block.kind === 'text') return <p key={block.lines[0]}>{inline(block.lines.join(' '))}</p>;
        const List = block.kind === 'numbers' ? 'ol' : 'ul';
        return (
          <List
            key={block.lines[0]}
            className={`space-y-1 pl-5 ${block.kind === 'numbers' ? 'list-decimal' : 'list-disc'}`}
          >
            {block.lines.map((line) => (
              <li key={line}>{inline(line)}</li>
            ))}
          </List>
        );
      })}
    </div>
  );
}

type Block = { kind: 'heading' | 'text' | 'points' | 'numbers'; lines: string[] };

/** Headings, paragraphs and lists of a text, in order. */
export function blocks(text: string): Block[] {
  const found: Block[] = [];
  let open = false;
  for (const line of text.split('\n')) {
    const item = /^(-|\d+\.) +(.*)$/.exec(line);
    const last = found.at(-1);
    if (line.trim() === '') open = false;
    else if (line.startsWith('#')) found.push({ kind: 'heading', lines: [line.replace(/^#+ */, '')] });
    else if (item) {
      const kind = item[1] === '-' ? 'points' : 'numbers';
      if (last?.kind === kind && open) last.lines.push(item[2] ?? '');
      else found.push({ kind, lines: [item[2] ?? ''] });
      open = true;
    } else if (last && open)
      last.lines.push(`${last.kind === 'text' ? '' : `${last.lines.pop()} `}${line.trim()}`);
    else {
      found.push({ kind: 'text', lines: [line.trim()] });
      open = true;
    }
  }
  return found;
}

function inline(text: string): ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).map((part, index) => {
    const key = `${index}:${part}`;
    if (part.startsWith('`')) {
      return (
        <code key={key} className="rounded bg-(--a-sunken) px-1 py-0.5 font-mono text-xs break-words">
          {part.slice(1, -1)}
        </code>
      );
    }
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return /^\[([^\]]+)\]/.exec(part)?.[1] ?? part;
  });
}

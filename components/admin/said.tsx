import { Notice } from './parts.tsx';
import type { Message } from './purge-message.ts';

/** What is said of a save or a refusal; nothing as long as there is nothing to say. */
export function Said({ message, className }: { message: Message | null; className?: string }) {
  if (!message) return null;
  const notice = (
    <Notice tone={message.tone} title={message.title}>
      {message.detail}
    </Notice>
  );
  return className ? <div className={className}>{notice}</div> : notice;
}

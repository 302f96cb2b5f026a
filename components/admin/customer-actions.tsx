'use client';

import { useRouter } from 'next/navigation';
import { buttonClass, Panel } from './parts.tsx';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';

/** What staff do for a customer who asks for it. */
export function CustomerActions({
  id,
  name,
  hasPassword,
}: {
  id: string;
  name: string;
  hasPassword: boolean;
}) {
  const router = useRouter();
  const { busy, message, say, ask } = useSend();
  const address = `/api/admin/customers/${id}`;

  async function act(done: string, ...asked: Parameters<typeof ask>) {
    if (!(await ask(...asked))) return;
    say({ tone: 'good', title: done });
    router.refresh();
  }

  async function remove() {
    const asked = `Delete the account of ${name}? Its addresses, wishlist and reviews go with it; orders stay.`;
    if (!window.confirm(asked) || !(await ask('DELETE', address))) return;
    router.push('/admin/customers');
    router.refresh();
  }

  const button = (words: string, onClick: () => void) => (
    <button type="button" className={buttonClass} disabled={busy} onClick={onClick}>
      {words}
    </button>
  );
  return (
    <Panel title="Actions">
      <div className="flex flex-wrap gap-2 px-4 py-3">
        {button(
          'Send a link to sign in',
          () => void act('The link is on its way', 'POST', `${address}/link`, { kind: 'sign_in' }),
        )}
        {button(
          hasPassword ? 'Send a link to a new password' : 'Send a link to a password',
          () => void act('The link is on its way', 'POST', `${address}/link`, { kind: 'reset' }),
        )}
        {button(
          'Sign out everywhere',
          () => void act('Signed out everywhere', 'DELETE', `${address}/sessions`),
        )}
        {button('Delete the account…', () => void remove())}
      </div>
      {message ? (
        <div className="px-4 pb-3">
          <Said message={message} />
        </div>
      ) : null}
    </Panel>
  );
}

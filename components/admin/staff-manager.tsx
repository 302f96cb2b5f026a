'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Role, StaffAccount } from '#lib/auth/index.ts';
import { type FieldErrors, fieldErrors, SelectField, TextField } from './form.tsx';
import { Badge, buttonClass, Notice, Panel, primaryButtonClass, type Tone } from './parts.tsx';
import type { Message } from './purge-message.ts';
import { Said } from './said.tsx';
import { type Answer, send } from './send.ts';
import { When } from './when.tsx';

const roleWords: Record<Role, { label: string; what: string }> = {
  readonly: { label: 'Read-only', what: 'looks at everything but staff' },
  support: { label: 'Support', what: 'serves customers: orders, refunds, stock, reviews' },
  merchandiser: { label: 'Merchandiser', what: 'minds the goods: products, prices, rules, texts' },
  owner: { label: 'Owner', what: 'does everything, also staff and settings' },
};
const roleOptions = (Object.keys(roleWords) as Role[]).map((value) => ({
  value,
  label: roleWords[value].label,
}));
const stateTones: Record<StaffAccount['state'], Tone> = { active: 'good', invited: 'info', disabled: 'bad' };

type Link = { name: string; address: string };

/** Everybody who works here: who may do what, who can sign in, and how safely. */
export function StaffManager({
  staff,
  me,
  required,
}: {
  staff: StaffAccount[];
  me: string;
  required: Role[];
}) {
  const router = useRouter();
  const [busy, setBusy] = useState('');
  const [message, setMessage] = useState<Message | null>(null);
  const [link, setLink] = useState<Link | null>(null);
  const [person, setPerson] = useState({ name: '', email: '', role: 'support' as Role });
  const [errors, setErrors] = useState<FieldErrors>({});

  async function run<T>(key: string, path: string, body: object, done: (value: T) => void) {
    setBusy(key);
    setMessage(null);
    setErrors({});
    const answer: Answer<T> = await send<T>('POST', path, body);
    setBusy('');
    if (answer.ok) {
      done(answer.value);
      router.refresh();
      return;
    }
    const { problem } = answer;
    setErrors(fieldErrors(problem));
    setMessage({ tone: 'bad', title: problem.title, detail: problem.detail });
  }

  return (
    <div className="grid gap-4">
      <Said message={message} />
      {link ? (
        <Notice tone="info" title={`Send this link to ${link.name}`}>
          <p>It works once, for three days, and is not shown again.</p>
          <input
            aria-label="Link"
            readOnly
            value={link.address}
            className="mt-2 h-9 w-full rounded-md border border-(--a-line) bg-(--a-panel) px-2.5 font-mono text-xs text-(--a-ink)"
            onFocus={(event) => event.target.select()}
          />
        </Notice>
      ) : null}
      <Panel title="Staff">
        <ul>
          {staff.map((one) => (
            <Colleague
              key={one.id}
              one={one}
              isMe={one.id === me}
              busy={busy !== ''}
              run={(what, body, title) =>
                run<{ link?: string }>(one.id, `/api/admin/staff/${one.id}${what}`, body, (value) => {
                  if (value.link) setLink({ name: one.name, address: value.link });
                  setMessage({ tone: 'good', title });
                })
              }
            />
          ))}
        </ul>
      </Panel>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Add a colleague">
          <form
            className="grid gap-3 p-4"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void run<{ account: StaffAccount; link: string }>(
                'new',
                '/api/admin/staff',
                person,
                (value) => {
                  setLink({ name: value.account.name, address: value.link });
                  setPerson({ name: '', email: '', role: 'support' });
                },
              );
            }}
          >
            <TextField
              label="Name"
              value={person.name}
              error={errors.name}
              maxLength={190}
              onChange={(name) => setPerson({ ...person, name })}
            />
            <TextField
              label="E-mail"
              type="email"
              value={person.email}
              error={errors.email}
              onChange={(email) => setPerson({ ...person, email })}
            />
            <SelectField
              label="Role"
              value={person.role}
              options={roleOptions}
              hint={`${roleWords[person.role].label} ${roleWords[person.role].what}.`}
              onChange={(role) => setPerson({ ...person, role: role as Role })}
            />
            <button
              type="submit"
              className={`${primaryButtonClass} justify-self-start`}
              disabled={busy !== ''}
            >
              {busy === 'new' ? 'Adding…' : 'Add and make a link'}
            </button>
          </form>
        </Panel>
        <Panel title="Second factor">
          <fieldset className="grid gap-2.5 p-4">
            <legend className="sr-only">Roles that must have a second factor</legend>
            <p className="text-(--a-muted)">
              These roles must have a second factor. Who has none yet sets it up before anything else.
            </p>
            {roleOptions.map(({ value, label }) => (
              <label key={value} className="flex items-center gap-2">
                <input
                  type="checkbox"
                  className="size-4 accent-(--a-accent)"
                  checked={required.includes(value)}
                  disabled={busy !== ''}
                  onChange={(event) => {
                    const roles = event.target.checked
                      ? [...required, value]
                      : required.filter((role) => role !== value);
                    void run('policy', '/api/admin/staff/policy', { roles }, () =>
                      setMessage({ tone: 'good', title: 'Saved' }),
                    );
                  }}
                />
                {label}
              </label>
            ))}
          </fieldset>
        </Panel>
      </div>
    </div>
  );
}

function Colleague({
  one,
  isMe,
  busy,
  run,
}: {
  one: StaffAccount;
  isMe: boolean;
  busy: boolean;
  run: (what: string, body: object, title: string) => Promise<void>;
}) {
  return (
    <li
      aria-label={one.name}
      className="grid gap-x-4 gap-y-2 border-b border-(--a-line) px-4 py-3 last:border-b-0 lg:grid-cols-[minmax(0,1fr)_10rem_auto] lg:items-center"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{one.name}</span>
          {isMe ? <span className="text-(--a-muted)">(you)</span> : null}
          <Badge tone={stateTones[one.state]}>{one.state}</Badge>
          <Badge tone={one.secondFactor ? 'good' : 'quiet'}>
            {one.secondFactor ? 'second factor' : 'password only'}
          </Badge>
        </p>
        <p className="truncate text-xs text-(--a-muted)">
          {one.email}
          {one.signedInAt ? (
            <>
              , last signed in <When at={new Date(one.signedInAt).toISOString()} />
            </>
          ) : null}
        </p>
      </div>
      <SelectField
        label={`Role of ${one.name}`}
        quiet
        value={one.role}
        options={roleOptions}
        disabled={busy}
        onChange={(role) => void run('', { role }, `${one.name} is ${role} now, and signs in again`)}
      />
      <div className="flex flex-wrap gap-2">
        <button
          type="button"
          className={buttonClass}
          disabled={busy || one.state === 'disabled'}
          onClick={() => void run('/link', {}, `A new link for ${one.name}`)}
        >
          New password link
        </button>
        {one.secondFactor ? (
          <button
            type="button"
            className={buttonClass}
            disabled={busy}
            onClick={() => {
              if (!window.confirm(`Take the second factor of ${one.name} off?`)) return;
              void run('/reset-second-factor', {}, `${one.name} signs in with the password alone`);
            }}
          >
            Reset second factor
          </button>
        ) : null}
        <button
          type="button"
          className={buttonClass}
          disabled={busy}
          onClick={() => {
            const disabled = one.state !== 'disabled';
            if (
              disabled &&
              !window.confirm(`${one.name} is signed out everywhere and cannot sign in. Go on?`)
            ) {
              return;
            }
            void run(
              '',
              { disabled },
              disabled ? `${one.name} is signed out` : `${one.name} may sign in again`,
            );
          }}
        >
          {one.state === 'disabled' ? 'Enable' : 'Disable'}
        </button>
      </div>
    </li>
  );
}

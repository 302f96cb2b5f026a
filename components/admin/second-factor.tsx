'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type FieldErrors, fieldErrors, TextField } from './form.tsx';
import { Badge, buttonClass, Notice, Panel, primaryButtonClass } from './parts.tsx';
import { type Answer, send } from './send.ts';

type Stage =
  | { at: 'rest' }
  | { at: 'password'; what: 'begin' | 'codes' | 'end' }
  | { at: 'scan'; secret: string; picture: string }
  | { at: 'codes'; codes: string[] };

const actions = {
  begin: { path: '/api/admin/profile/second-factor', button: 'Go on' },
  codes: { path: '/api/admin/profile/recovery-codes', button: 'Make new codes' },
  end: { path: '/api/admin/profile/second-factor/end', button: 'Take it off' },
} as const;

type Told = { secret?: string; picture?: string; recoveryCodes?: string[] };

/** Sets up, renews or takes off one's own second factor: password (and a code, where there is one), then the picture, then the first code. */
export function SecondFactor({
  active,
  required,
  mustEnrol,
  codesLeft,
}: {
  active: boolean;
  required: boolean;
  mustEnrol: boolean;
  codesLeft: number;
}) {
  const router = useRouter();
  const [stage, setStage] = useState<Stage>({ at: 'rest' });
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);

  function go(next: Stage) {
    setStage(next);
    setTyped('');
    setCode('');
    setErrors({});
  }

  async function ask(path: string, body: object, done: (told: Told) => void) {
    setBusy(true);
    setErrors({});
    const answer: Answer<Told> = await send<Told>('POST', path, body);
    setBusy(false);
    if (answer.ok) {
      done(answer.value);
      return;
    }
    const { problem } = answer;
    const found = fieldErrors(problem);
    const said = [problem.title, problem.detail].filter(Boolean).join('. ');
    setErrors(Object.keys(found).length > 0 ? found : { [stage.at === 'scan' ? 'code' : 'password']: said });
  }

  return (
    <Panel
      title="Second factor"
      aside={<Badge tone={active ? 'good' : 'warn'}>{active ? 'on' : 'off'}</Badge>}
    >
      <div className="grid gap-3 p-4">
        {mustEnrol && !active ? (
          <Notice tone="warn" title="Your role needs a second factor">
            Set it up here; the other pages open after that.
          </Notice>
        ) : null}
        {stage.at === 'rest' ? (
          <>
            <p className="text-(--a-muted)">
              {active
                ? `Signing in asks for a code of your app. ${codesLeft} of 10 recovery codes are left.`
                : 'An app on your phone shows a new code every half minute. With it, a stolen password opens nothing.'}
            </p>
            <div className="flex flex-wrap gap-2">
              {active ? (
                <>
                  <button
                    type="button"
                    className={buttonClass}
                    onClick={() => go({ at: 'password', what: 'codes' })}
                  >
                    New recovery codes
                  </button>
                  {required ? null : (
                    <button
                      type="button"
                      className={buttonClass}
                      onClick={() => go({ at: 'password', what: 'end' })}
                    >
                      Take it off
                    </button>
                  )}
                </>
              ) : (
                <button
                  type="button"
                  className={primaryButtonClass}
                  onClick={() => go({ at: 'password', what: 'begin' })}
                >
                  Set up
                </button>
              )}
            </div>
          </>
        ) : null}
        {stage.at === 'password' ? (
          <form
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              const { what } = stage;
              const proof = what === 'begin' ? { password: typed } : { password: typed, code };
              void ask(actions[what].path, proof, (told) => {
                if (told.secret && told.picture) {
                  go({ at: 'scan', secret: told.secret, picture: told.picture });
                } else if (told.recoveryCodes) go({ at: 'codes', codes: told.recoveryCodes });
                else {
                  go({ at: 'rest' });
                  router.refresh();
                }
              });
            }}
          >
            <TextField
              label="Your password"
              type="password"
              autoComplete="current-password"
              value={typed}
              error={errors.password}
              onChange={setTyped}
            />
            {stage.what === 'begin' ? null : (
              <TextField
                label="Code of your app, or a recovery code"
                autoComplete="one-time-code"
                maxLength={64}
                value={code}
                error={errors.code}
                onChange={setCode}
              />
            )}
            <Buttons busy={busy} label={actions[stage.what].button} back={() => go({ at: 'rest' })} />
          </form>
        ) : null}
        {stage.at === 'scan' ? (
          <form
            className="grid gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              void ask('/api/admin/profile/second-factor/confirm', { code: typed }, (told) =>
                go({ at: 'codes', codes: told.recoveryCodes ?? [] }),
              );
            }}
          >
            <p>Scan this with your authenticator app, then type the code it shows.</p>
            {/* biome-ignore lint/performance/noImgElement: a data address, nothing to optimise */}
            <img
              src={stage.picture}
              alt="QR code for the authenticator app"
              width={220}
              height={220}
              className="rounded-md border border-(--a-line)"
            />
            <p className="text-xs text-(--a-muted)">
              No camera? Type this key: <code className="break-all text-(--a-ink)">{stage.secret}</code>
            </p>
            <TextField
              label="Code"
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={7}
              value={typed}
              error={errors.code}
              onChange={setTyped}
            />
            <Buttons busy={busy} label="Confirm" back={() => go({ at: 'rest' })} />
          </form>
        ) : null}
        {stage.at === 'codes' ? (
          <>
            <Notice tone="good" title="Keep these recovery codes">
              Each signs you in once, should your phone be lost. They are not shown again.
            </Notice>
            <ul className="grid grid-cols-2 gap-x-6 gap-y-1 font-mono" aria-label="Recovery codes">
              {stage.codes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
            <div className="flex flex-wrap gap-2">
              <button
                type="button"
                className={buttonClass}
                onClick={() => void navigator.clipboard.writeText(stage.codes.join('\n'))}
              >
                Copy
              </button>
              <button
                type="button"
                className={primaryButtonClass}
                onClick={() => {
                  go({ at: 'rest' });
                  router.refresh();
                }}
              >
                I have kept them
              </button>
            </div>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Buttons({ busy, label, back }: { busy: boolean; label: string; back: () => void }) {
  return (
    <div className="flex gap-2">
      <button type="submit" className={primaryButtonClass} disabled={busy}>
        {busy ? 'One moment…' : label}
      </button>
      <button type="button" className={buttonClass} onClick={back}>
        Cancel
      </button>
    </div>
  );
}

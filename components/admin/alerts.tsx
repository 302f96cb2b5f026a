import { Badge, Panel, type Tone } from './parts.tsx';
import { Runbook } from './runbook.tsx';
import { When } from './when.tsx';

export type ShownAlert = {
  name: string;
  state: 'firing' | 'pending' | 'quiet';
  severity: string;
  summary: string;
  /** The runbook's text, for those that are not quiet. */
  runbook: string | null;
  active: { about: string; since: string }[];
};

const tone = ({ state, severity }: ShownAlert): Tone =>
  state === 'pending' ? 'info' : severity === 'page' ? 'bad' : 'warn';
const word = ({ state, severity }: ShownAlert) =>
  state === 'pending' ? 'may fire soon' : severity === 'page' ? 'now' : 'can wait';

/** What is wrong now, each with what to do; what is quiet is only counted, and listed on demand. */
export function Alerts({ alerts }: { alerts: ShownAlert[] }) {
  const loud = alerts.filter(({ state }) => state !== 'quiet');
  const quiet = alerts.filter(({ state }) => state === 'quiet');
  return (
    <Panel
      title={loud.length === 0 ? 'No alert' : `${loud.length} ${loud.length === 1 ? 'alert' : 'alerts'}`}
      className="mb-5"
    >
      <ul>
        {loud.map((alert) => (
          <li key={alert.name} className="border-b border-(--a-line) px-4 py-3 last:border-b-0">
            <div className="flex flex-wrap items-center gap-2">
              <Badge tone={tone(alert)}>{word(alert)}</Badge>
              <h3 className="font-semibold">{alert.summary}</h3>
            </div>
            <p className="mt-1 text-(--a-muted)">
              {alert.name}
              {alert.active.map(({ about, since }) => (
                <span key={about + since} className="block">
                  {about ? `${about}, ` : ''}since <When at={since} />
                </span>
              ))}
            </p>
            {alert.runbook ? (
              <details className="mt-2" open={alert.state === 'firing' && alert.severity === 'page'}>
                <summary className="w-fit py-1 font-medium text-(--a-accent)">What to do</summary>
                <div className="mt-1 border-l-2 border-(--a-line) pl-3">
                  <Runbook text={alert.runbook} />
                </div>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
      <details className="px-4 py-2.5">
        <summary className="w-fit text-(--a-muted)">{quiet.length} more are watched and quiet</summary>
        <ul className="mt-2 grid gap-x-6 gap-y-1 text-(--a-muted) sm:grid-cols-2">
          {quiet.map(({ name, summary }) => (
            <li key={name}>
              <span className="text-(--a-ink)">{name}</span>: {summary}
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}

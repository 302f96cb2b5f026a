import { Badge, cellClass, Empty, headCellClass, type Tone } from './parts.tsx';
import { When } from './when.tsx';

export type AttemptRow = {
  id: string;
  gateway: string;
  status: string;
  reason: string;
  amount: string;
  email: string;
  reference: string | null;
  createdAt: string;
};

const meanings: Record<string, { tone: Tone; text: string }> = {
  started: { tone: 'warn', text: 'unclear' },
  declined: { tone: 'quiet', text: 'refused' },
  abandoned: { tone: 'bad', text: 'being given back' },
  unwound: { tone: 'info', text: 'given back' },
  void: { tone: 'quiet', text: 'nothing taken' },
};

/** Payment attempts that did not simply succeed, the latest first. */
export function AttemptsTable({ attempts }: { attempts: AttemptRow[] }) {
  if (attempts.length === 0) return <Empty>Every payment succeeded.</Empty>;
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-(--a-line)">
          <th className={headCellClass}>When</th>
          <th className={headCellClass}>What became of it</th>
          <th className={`${headCellClass} hidden md:table-cell`}>Customer</th>
          <th className={`${headCellClass} text-right`}>Amount</th>
        </tr>
      </thead>
      <tbody>
        {attempts.map((attempt) => {
          const { tone, text } = meanings[attempt.status] ?? { tone: 'quiet' as const, text: attempt.status };
          return (
            <tr key={attempt.id} className="border-b border-(--a-line) last:border-b-0">
              <td className={`${cellClass} text-xs`}>
                <When at={attempt.createdAt} />
              </td>
              <td className={cellClass}>
                <Badge tone={tone}>{text}</Badge> <span className="capitalize">{attempt.gateway}</span>
                <span className="block max-w-[46vw] truncate text-xs text-(--a-muted) md:max-w-80">
                  {[attempt.reason, attempt.reference].filter(Boolean).join(' · ')}
                </span>
              </td>
              <td className={`${cellClass} hidden max-w-72 truncate md:table-cell`}>{attempt.email}</td>
              <td className={`${cellClass} text-right tabular-nums`}>{attempt.amount}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

import { alertRules, PrometheusAway } from './prometheus.ts';

export type Alert = {
  name: string;
  /** `firing`, `pending`: true, but not for long enough, `quiet`. */
  state: 'firing' | 'pending' | 'quiet';
  /** `page`: costs money now; `ticket`: can wait for the morning. */
  severity: string;
  summary: string;
  runbook: string;
  /** What it fires for, such as one gateway, and since when; empty when it is quiet. */
  active: { about: string; since: string }[];
};

const rank = { firing: 0, pending: 1, quiet: 2 };
const own = new Set(['alertname', 'severity', 'area', 'job', 'instance']);

/** Every alert there is, firing first, then by severity; null when Prometheus is away. */
export async function readAlerts(): Promise<Alert[] | null> {
  try {
    const rules = await alertRules();
    return rules
      .map(({ name, state, annotations, labels, alerts = [] }): Alert => {
        const about = (of: Record<string, string>) =>
          Object.entries(of)
            .filter(([label]) => !own.has(label))
            .map(([label, value]) => `${label} ${value}`)
            .join(', ');
        return {
          name,
          state: state === 'firing' || state === 'pending' ? state : 'quiet',
          severity: labels?.severity ?? 'ticket',
          summary: annotations?.summary ?? '',
          runbook: annotations?.runbook ?? '',
          active: alerts.map((alert) => ({ about: about(alert.labels), since: alert.activeAt })),
        };
      })
      .sort((a, b) => rank[a.state] - rank[b.state] || a.severity.localeCompare(b.severity));
  } catch (error) {
    if (error instanceof PrometheusAway) return null;
    throw error;
  }
}

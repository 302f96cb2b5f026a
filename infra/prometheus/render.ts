import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PrometheusOptions = {
  /** Holds the rules, files `*.yml`. */
  rulesDir: string;
  /** `host:port` of who sends alerts on. */
  alertmanager: string;
  /** Who serves metrics where, by the name of its process. */
  targets: readonly { process: string; address: string }[];
  /** How often metrics are read and rules are looked at. */
  interval?: string;
};

/** Prometheus' configuration for one stack. */
export function renderPrometheus({
  rulesDir,
  alertmanager,
  targets,
  interval = '15s',
}: PrometheusOptions): string {
  const values: Record<string, string> = {
    RULES: join(rulesDir, '*.yml'),
    ALERTMANAGER: alertmanager,
    INTERVAL: interval,
    TARGETS: targets
      .map(({ process, address }) => `      - { targets: ['${address}'], labels: { process: '${process}' } }`)
      .join('\n'),
  };
  const template = readFileSync(join(import.meta.dirname, 'prometheus.yml'), 'utf8');
  return template.replaceAll(/@([A-Z]+)@/g, (whole, name: string) => values[name] ?? whole);
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderAlertmanager } from '../../infra/alertmanager/render.ts';
import { renderPrometheus } from '../../infra/prometheus/render.ts';
import { dataDir, ports, root, runDir } from './instance.ts';
import { requiredProgram } from './packages.ts';
import { answers } from './processes.ts';
import type { Service } from './services.ts';

/** Scrapes every process that serves metrics, keeps them, and decides what is an alert. */
export function prometheus(watched: Service[]): Service {
  const config = join(runDir, 'prometheus.yml');
  return {
    name: 'prometheus',
    group: 'watchers',
    port: ports.prometheus,
    optional: 'prometheus',
    prepare: () =>
      writeFileSync(
        config,
        renderPrometheus({
          rulesDir: join(root, 'infra/prometheus/rules'),
          alertmanager: new URL(process.env.ALERTMANAGER_URL ?? '').host,
          targets: watched.flatMap(({ name, metricsPort }) =>
            metricsPort ? [{ process: name, address: `127.0.0.1:${metricsPort}` }] : [],
          ),
        }),
      ),
    command: () => ({
      file: requiredProgram('prometheus'),
      args: [
        `--config.file=${config}`,
        `--web.listen-address=127.0.0.1:${ports.prometheus}`,
        `--storage.tsdb.path=${join(dataDir, 'prometheus')}`,
        // Two weeks, since today is compared with last week; less when that is more than this.
        ...['--storage.tsdb.retention.time=15d', '--storage.tsdb.retention.size=2GB'],
        ...['--query.timeout=10s', '--query.max-concurrency=8', '--log.level=warn'],
      ],
    }),
    ready: () => answers(`http://127.0.0.1:${ports.prometheus}/-/ready`),
    graceMs: 10_000,
  };
}

/** Groups alerts and sends them on. */
export function alertmanager(): Service {
  const config = join(runDir, 'alertmanager.yml');
  return {
    name: 'alertmanager',
    group: 'watchers',
    port: ports.alertmanager,
    optional: 'prometheus-alertmanager',
    // Holds the mail server's password.
    prepare() {
      const { SMTP_URL, MAIL_FROM, ALERT_MAIL_TO, ALERT_WEBHOOK_URL } = process.env;
      const text = renderAlertmanager({ SMTP_URL, MAIL_FROM, ALERT_MAIL_TO, ALERT_WEBHOOK_URL });
      writeFileSync(config, text, { mode: 0o600 });
    },
    command: () => ({
      file: requiredProgram('prometheus-alertmanager'),
      args: [
        `--config.file=${config}`,
        `--web.listen-address=127.0.0.1:${ports.alertmanager}`,
        `--web.external-url=${process.env.SHOP_URL}/admin/operations`,
        '--web.route-prefix=/',
        `--storage.path=${join(dataDir, 'alertmanager')}`,
        ...['--cluster.listen-address=', '--log.level=warn'],
      ],
    }),
    ready: () => answers(`http://127.0.0.1:${ports.alertmanager}/-/ready`),
    graceMs: 5_000,
  };
}

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { chartGroups } from '#lib/operations/index.ts';
import { renderAlertmanager } from '../alertmanager/render.ts';
import { type Case, cases } from './cases.ts';
import { renderPrometheus } from './render.ts';

type Rule = {
  file: string;
  alert?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};
const rulesDir = resolve('infra/prometheus/rules');
const files = readdirSync(rulesDir).map((name) => join(rulesDir, name));
const groupsOf = (file: string) =>
  (parse(readFileSync(file, 'utf8')) as { groups: { name: string; rules: Omit<Rule, 'file'>[] }[] }).groups;
const rules = files.flatMap((file) =>
  groupsOf(file)
    .flatMap((group) => group.rules)
    .filter((rule) => rule.alert !== undefined)
    .map((rule): Rule => ({ ...rule, file })),
);

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-rules-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('every rule names a runbook that exists, and has a case that fires and one that is silent', () => {
  const names = rules.map(({ alert }) => alert);
  expect(Object.keys(cases).sort()).toEqual([...names].sort());
  for (const { alert = '', annotations } of rules) {
    expect(existsSync(annotations?.runbook ?? ''), `${alert}: ${annotations?.runbook}`).toBe(true);
    expect(readFileSync(annotations?.runbook ?? '', 'utf8'), annotations?.runbook).toContain(`\`${alert}\``);
    expect(cases[alert]?.fires.length, alert).toBeGreaterThan(0);
    expect(cases[alert]?.silent.length, alert).toBeGreaterThan(0);
  }
});

type Written = { every: string; file: string; test: object };

function written(
  rule: Rule,
  { when, series, at, every = '1m' }: Case,
  as: Record<string, string> | null,
): Written {
  const expected = as ? [{ exp_labels: { ...rule.labels, ...as }, exp_annotations: rule.annotations }] : [];
  const test = {
    name: `${rule.alert} ${as ? 'fires' : 'is silent'}: ${when}`,
    interval: every,
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    alert_rule_test: [{ eval_time: at, alertname: rule.alert, exp_alerts: expected }],
  };
  return { every, file: rule.file, test };
}

test('promtool: each rule fires when it must and is silent when it must not', () => {
  const all = rules.flatMap((rule) => {
    const { fires = [], silent = [] } = cases[rule.alert ?? ''] ?? {};
    return [
      ...fires.map((one) => written(rule, one, one.as ?? {})),
      ...silent.map((one) => written(rule, one, null)),
    ];
  });
  inFolder((folder) => {
    // Each look evaluates every rule that is loaded: only those of one file at a time, and no oftener than is asked.
    const groups = Map.groupBy(all, ({ every, file }) => `${every} ${file}`);
    const suites = [...groups.values()].map((group, index) => {
      const [first] = group;
      const suite = join(folder, `cases-${index}.yml`);
      const tests = group.map(({ test: one }) => one);
      const file = first?.file ?? '';
      // Figures before what looks at them.
      const order = groupsOf(file).map(({ name }) => name);
      const text = { rule_files: [file], evaluation_interval: first?.every, group_eval_order: order, tests };
      writeFileSync(suite, stringify(text));
      return suite;
    });
    const run = spawnSync('promtool', ['test', 'rules', ...suites], { encoding: 'utf8', timeout: 290_000 });
    expect(`${run.stdout}${run.stderr}`).not.toContain('FAILED');
    expect(run.status).toBe(0);
  });
}, 300_000);

test('Prometheus and Alertmanager take the configuration that is rendered', () => {
  inFolder((folder) => {
    const prometheus = join(folder, 'prometheus.yml');
    const targets = [{ process: 'web-1', address: '127.0.0.1:7430' }];
    writeFileSync(prometheus, renderPrometheus({ rulesDir, alertmanager: '127.0.0.1:7437', targets }));
    expect(execFileSync('promtool', ['check', 'config', prometheus], { encoding: 'utf8' })).toContain(
      'SUCCESS',
    );
    const written = renderAlertmanager({
      SMTP_URL: 'smtp://user:p%40ss@mail.example:587',
      MAIL_FROM: "Ada's shop <shop@example.com>",
      ALERT_WEBHOOK_URL: 'https://hooks.example/x',
    });
    const alertmanager = join(folder, 'alertmanager.yml');
    writeFileSync(alertmanager, written);
    expect(execFileSync('amtool', ['check-config', alertmanager], { encoding: 'utf8' })).toContain('SUCCESS');
    expect(parse(written)).toMatchObject({
      global: { smtp_auth_password: 'p@ss', smtp_require_tls: true, smtp_smarthost: 'mail.example:587' },
    });
    expect(renderAlertmanager({})).toContain('smtp_require_tls: false');
  });
});

test('every query of the Operations page and of the dashboards is one that Prometheus understands', () => {
  const asked = chartGroups.flatMap(({ charts }) => charts).flatMap(({ queries }) => queries);
  const boards = readdirSync('infra/grafana').filter((name) => name.endsWith('.json'));
  const panels = boards.flatMap((name) =>
    (JSON.parse(readFileSync(join('infra/grafana', name), 'utf8')) as Dashboard).panels.flatMap(
      ({ targets }) => targets,
    ),
  );
  expect(boards).toHaveLength(6);
  const exprs = [...asked, ...panels].map(({ expr }) => expr.replaceAll(/@W@|\$__rate_interval/g, '5m'));
  inFolder((folder) => {
    const file = join(folder, 'queries.yml');
    const named = exprs.map((expr, index) => ({ record: `query:${index}`, expr }));
    writeFileSync(file, stringify({ groups: [{ name: 'queries', rules: named }] }));
    const run = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8', timeout: 60_000 });
    expect(run.stdout).toContain(`${exprs.length} rules found`);
    expect(run.status).toBe(0);
  });
});

type Dashboard = { panels: { targets: { expr: string }[] }[] };

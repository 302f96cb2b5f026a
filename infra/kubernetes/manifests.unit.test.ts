import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { envSchema } from '#lib/platform/index.ts';
import { besidesMb, heapMb } from '#scripts/stack/heaps.ts';
import type { Service } from '#scripts/stack/services.ts';
import { problemsOf } from './validate.ts';

const labels = z.record(z.string(), z.string());
const probe = z.looseObject({ httpGet: z.looseObject({ path: z.string() }).optional() });
const containerSchema = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).optional(),
  ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })).optional(),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  resources: z.looseObject({ requests: z.looseObject({}), limits: z.looseObject({ memory: z.string() }) }),
  securityContext: z.looseObject({ allowPrivilegeEscalation: z.literal(false) }),
});
const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});
const workloadSchema = manifestSchema.extend({
  spec: z.looseObject({
    replicas: z.number().optional(),
    template: z.looseObject({
      metadata: z.looseObject({ labels, annotations: labels.optional() }),
      spec: z.looseObject({
        securityContext: z.looseObject({ runAsNonRoot: z.literal(true) }),
        containers: z.array(containerSchema).min(1),
      }),
    }),
  }),
});

const folder = import.meta.dirname;
const manifests = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
  .map((document) => manifestSchema.parse(document.toJS()));
const workloads = manifests
  .filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind))
  .map((manifest) => workloadSchema.parse(manifest));
const operators = ['k8s.mariadb.com/v1alpha1 MariaDB', 'databases.spotahome.com/v1 RedisFailover'];
const config = z.looseObject({ data: labels }).parse(manifests.find(({ kind }) => kind === 'ConfigMap')).data;

let stack: Service[] = [];
beforeAll(async () => {
  // The pods' own settings decide which processes there are.
  for (const name of ['BALLAST_PORT', 'BALLAST_WEB', 'BALLAST_WORKERS'] as const) {
    process.env[name] = config[name];
  }
  process.env.SYNTHETIC_MONITOR = 'on';
  await import('#scripts/environment.ts');
  stack = (await import('#scripts/stack/services.ts')).services('production');
});

test('every manifest is right by the schema of its kind; other kinds are the operators’', () => {
  for (const manifest of manifests) {
    const { apiVersion, kind, metadata } = manifest;
    const problems = problemsOf(manifest);
    if (problems === null) expect(operators).toContain(`${apiVersion} ${kind}`);
    else expect(problems, metadata.name).toEqual([]);
    if (kind !== 'Namespace') expect(metadata.namespace, metadata.name).toBe('ballast');
  }
});

test('the check sees a typing error, a wrong type and what is missing', () => {
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' } };
  const container = { name: 'x', imagePullPolice: 'Always', ports: [{ containerPort: '80' }] };
  const spec = { template: { spec: { containers: [container] } } };
  expect(problemsOf({ ...deployment, spec } as typeof deployment)).toEqual([
    'Deployment.spec: selector is missing',
    'Deployment.spec.template.spec.containers[0]: imagePullPolice is unknown',
    'Deployment.spec.template.spec.containers[0].ports[0].containerPort: not a whole number',
  ]);
});

test('what runs is what npm start runs, on the ports that it has there', () => {
  const named = workloads
    .flatMap(({ spec }) => spec.template.spec.containers)
    .filter(({ args }) => args?.[0] === 'scripts/stack/run.ts');
  expect(named.length).toBeGreaterThan(10);
  for (const { args, ports = [] } of named) {
    const service = stack.find(({ name }) => name === args?.[1]);
    expect(service, args?.[1]).toBeDefined();
    for (const { name, containerPort } of ports) {
      expect(containerPort, `${args?.[1]} ${name}`).toBe(
        name === 'metrics' ? service?.metricsPort : service?.port,
      );
    }
  }
  const run = new Set(named.map(({ args }) => args?.[1]));
  // The tracer of the edge reads beside it, and the sandbox stands in for third parties.
  const missing = stack
    .filter(({ group, name }) => group === 'apps' && !run.has(name))
    .map(({ name }) => name);
  expect(missing.sort()).toEqual(['edge-tracer', 'sandbox']);
});

test('Varnish runs in its pod although its address is named for those who purge', () => {
  const varnish = workloads.find(({ metadata }) => metadata.name === 'varnish');
  expect(varnish?.spec.template.spec.containers[0]?.env).toContainEqual({ name: 'VARNISH_URLS', value: '' });
});

test('whom the edge turns away is counted beside it, from the file that it is told to write', () => {
  const containers = workloads.find(({ metadata }) => metadata.name === 'edge')?.spec.template.spec
    .containers;
  const [edge, counter] = containers ?? [];
  expect(edge?.env).toContainEqual({ name: 'BALLAST_EDGE_REFUSALS', value: 'on' });
  expect(counter?.args).toEqual(['workers/processes/exporter.ts', 'edge']);
  const port = stack.find(({ name }) => name === 'exporter')?.metricsPort;
  expect(counter?.env).toContainEqual({ name: 'METRICS_PORT', value: String(port) });
  expect(counter?.ports).toEqual([{ name: 'metrics', containerPort: port }]);
  const shared = { name: 'data', mountPath: '/data' };
  for (const container of [edge, counter]) expect(container?.volumeMounts).toContainEqual(shared);
});

test('all edges together have as many new carts made as the most web pods can make', () => {
  const edges = workloads.find(({ metadata }) => metadata.name === 'edge')?.spec.replicas ?? 0;
  const scaler = z
    .looseObject({ spec: z.looseObject({ maxReplicas: z.number() }) })
    .parse(
      manifests.find(({ kind, metadata }) => kind === 'HorizontalPodAutoscaler' && metadata.name === 'web'),
    );
  expect(Number(config.BALLAST_EDGE_NEW_CARTS) * edges).toBe(8 * scaler.spec.maxReplicas);
});

test('each workload has probes, limits and labels that its own rules find', () => {
  for (const { kind, metadata, spec } of workloads) {
    const found = spec.template.metadata.labels['app.kubernetes.io/name'];
    expect(found, metadata.name).toBe(metadata.name);
    if (kind === 'Job') continue;
    for (const { livenessProbe, readinessProbe, ports = [] } of spec.template.spec.containers) {
      expect(livenessProbe, metadata.name).toBeDefined();
      if (ports.some(({ name }) => name === 'http')) expect(readinessProbe, metadata.name).toBeDefined();
    }
  }
  const names = new Set(workloads.map(({ metadata }) => metadata.name));
  for (const { kind, metadata } of manifests) {
    const follows = ['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Service'].includes(kind);
    if (follows) expect(names.has(metadata.name), `${kind} ${metadata.name}`).toBe(true);
  }
  const budgets = new Set(
    manifests.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ metadata }) => metadata.name),
  );
  // Of what there is only one of, a budget would keep a node from ever being emptied.
  for (const { kind, metadata, spec } of workloads) {
    const single = kind === 'Job' || spec.replicas === 1;
    expect(budgets.has(metadata.name), metadata.name).toBe(!single);
  }
});

test('a pod may hold what its process may, so that the process collects its garbage before the pod is ended', () => {
  const mebibytes = (text: string) => Number(/^(\d+)Mi$/.exec(text)?.[1]);
  const bounded = workloads.flatMap(({ spec }) =>
    spec.template.spec.containers.flatMap(({ name, resources }) => {
      const own = name === 'web' ? heapMb.web : name.startsWith('worker-') ? heapMb.worker : null;
      return own === null ? [] : [{ name, spare: mebibytes(resources.limits.memory) - own }];
    }),
  );
  expect(bounded.length).toBeGreaterThan(5);
  for (const { name, spare } of bounded) expect(spare, name).toBeGreaterThanOrEqual(besidesMb);
});

test('web gets requests when it has loaded what customers ask for, and is not ended while it loads', () => {
  const web = workloads.find(({ metadata }) => metadata.name === 'web')?.spec.template.spec.containers[0];
  expect(web?.readinessProbe?.httpGet?.path).toBe('/api/health/ready');
  expect(web?.startupProbe?.httpGet?.path).toBe('/api/health/live');
  expect(web?.livenessProbe?.httpGet?.path).toBe('/api/health/live');
});

test('settings are those that the shop reads', () => {
  const launcher = [
    'BALLAST_PORT',
    'BALLAST_WEB',
    'BALLAST_WORKERS',
    'BALLAST_WEB_HOST',
    'BALLAST_EDGE_NEW_CARTS',
    'BALLAST_PURGERS',
    'AUTH_URL',
  ];
  const secret = z
    .looseObject({ stringData: labels })
    .parse(manifests.find(({ kind }) => kind === 'Secret')).stringData;
  const unknown = Object.keys({ ...config, ...secret }).filter(
    (name) => !(name in envSchema.shape) && !launcher.includes(name),
  );
  expect(unknown).toEqual([]);
});

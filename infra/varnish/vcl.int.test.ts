import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Market, marketOf } from '#lib/markets/index.ts';
import { renderVcl, varnishLimits } from './render.ts';

/** Each `.vtc` runs in Varnish's own test program: a fake web process, the real VCL, scripted visitors. */
const scenarios = readdirSync(join(import.meta.dirname, 'vtc'))
  .filter((name) => name.endsWith('.vtc'))
  .map((name) => name.slice(0, -4));

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-vcl-'));
  // As root varnishd compiles as another user.
  chmodSync(folder, 0o755);
  runAll();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

// Two at a time: each compiles the VCL, and there may be no more processors than that.
const width = 2;
const results = new Map<string, ReturnType<typeof run>>();

function runAll(): void {
  const before: Promise<unknown>[] = [];
  for (const [index, name] of scenarios.entries()) {
    const result = Promise.resolve(before[index - width]).then(() => run(name));
    before.push(result.catch(() => undefined));
    results.set(name, result);
  }
}

async function run(name: string, guards = true): Promise<{ code: number | null; told: string }> {
  const port = await freePort();
  const vcl = join(folder, `${name}-${guards}.vcl`);
  // Probes would be answered out of turn.
  // Of the two web processes of this scenario the first is gone.
  const webPorts = name === 'write-to-the-dead' ? [await freePort(), port] : [port];
  const program = renderVcl({ webPorts, host: 'shop.example', guards }).replace(
    / {4}\.probe = ready;\n/g,
    '',
  );
  writeFileSync(vcl, program.replace(/probe ready \{[\s\S]*?\n\}\n/, ''));
  const file = join(import.meta.dirname, 'vtc', `${name}.vtc`);
  const child = spawn('varnishtest', [
    ...['-t', '60', '-D', `shop_vcl=${vcl}`, '-D', `web=127.0.0.1:${port}`],
    ...['-D', `limits=${varnishLimits.join(' ')}`],
    file,
  ]);
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  const lines = told.split('\n').filter((line) => line.startsWith('----') || /EXPECT|FAILED/.test(line));
  return { code, told: lines.join('\n').slice(-2_000) };
}

test.each(scenarios)(
  '%s',
  async (name) => {
    const { code, told } = await (results.get(name) ?? run(name));
    expect(code, told).toBe(0);
  },
  120_000,
);

test('the guards are what these scenarios test: without them late renders get in', async () => {
  for (const name of ['late-render', 'always-stale']) expect((await run(name, false)).code, name).not.toBe(0);
}, 120_000);

test('an address that is none cannot become a purger, nor a name that is none the shop', () => {
  const host = 'shop.example';
  expect(() => renderVcl({ webPorts: [1], host, purgers: ['"; } evil'] })).toThrow(/Not an address/);
  expect(() => renderVcl({ webPorts: [1], host: '"; } evil' })).toThrow(/Not a name/);
});

test('whom it turns away, and whom no web answers, it speaks to in the market’s language, the default market’s where an address names none', () => {
  const german = { ...marketOf('de'), pathPrefix: '' } as const;
  const irish = { ...marketOf('ie'), pathPrefix: '/ie' } as const;
  const told = (markets?: readonly Market[]) =>
    [
      ...renderVcl({ webPorts: [1], host: 'shop.example', markets }).matchAll(
        /if \((.*)\) \{ set .*Language = "(\w+)";.*html/g,
      ),
    ].map(([, when, locale]) => `${when}: ${locale}`);
  const asked = ['req.url ~ "^/ie([/?]|$)": en', 'true: de'];
  expect(told([german, irish])).toEqual(['bereq.url ~ "^/ie([/?]|$)": en', 'true: de', ...asked, ...asked]);
  expect(told().at(-1)).toBe('true: en');
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderVcl } from './render.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-vcl-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const macro = (name: string) => `$\{${name}}`;

/** Runs a scenario in Varnish's own test program: fake web process, the real VCL, scripted visitors. */
function scenario(server: string, client: string): void {
  // varnishtest names the fake server's port; probes would be answered out of turn.
  const vcl = renderVcl({ webPorts: [1] })
    .replace('.port = "1";', `.port = "${macro('s1_port')}";`)
    .replace('.host = "127.0.0.1";', `.host = "${macro('s1_addr')}";`)
    .replace(/ {4}\.probe = ready;\n/, '')
    .replace(/probe ready \{[\s\S]*?\n\}\n/, '');
  const file = join(folder, 'scenario.vtc');
  writeFileSync(
    file,
    `varnishtest "shop.vcl"\nserver s1 {\n${server}\n} -start\nvarnish v1 -arg "-p http_req_hdr_len=64k -p http_req_size=128k -p workspace_client=256k" -vcl {\n${vcl}\n} -start\nclient c1 {\n${client}\n} -run\n`,
  );
  const run = spawnSync('varnishtest', ['-t', '10', file], { encoding: 'utf8', timeout: 60_000 });
  const told = run.stdout.split('\n').filter((line) => line.startsWith('----') || /EXPECT|FAILED/.test(line));
  expect(run.status, told.join('\n').slice(-2_000)).toBe(0);
}

const page = (tags: string, sequence: number, body: string) =>
  `txresp -hdr "xkey: ${tags}" -hdr "x-fpc-seq: ${sequence}" -hdr "surrogate-control: max-age=100" -hdr "Content-Type: text/html" -body "${body}"`;
const get = (path: string, headers = '') => `txreq -url "${path}" ${headers}\nrxresp\n`;

test('a tagged page is kept, whoever asks and whatever cookie or tracking parameter comes along', () => {
  scenario(
    `rxreq\nexpect req.http.cookie == <undef>\n${page('product:1', 10, 'first')}`,
    `${get('/p/rope', '-hdr "Cookie: ballast_cart=1"')}expect resp.http.x-cache == MISS
     ${get('/p/rope', '-hdr "Cookie: other=2"')}expect resp.http.x-cache == HIT
     expect resp.http.xkey == <undef>
     expect resp.http.x-fpc-seq == <undef>
     expect resp.http.cache-control == "private, no-cache"
     ${get('/p/rope?utm_source=mail&gclid=3')}expect resp.http.x-cache == HIT
     expect resp.body == "first"`,
  );
});

test('a page without tags, without a sequence or with a cookie is never kept', () => {
  const plain = 'txresp -hdr "surrogate-control: max-age=100"';
  const unsequenced = 'txresp -hdr "xkey: a" -hdr "surrogate-control: max-age=100"';
  const cookie =
    'txresp -hdr "xkey: a" -hdr "x-fpc-seq: 1" -hdr "surrogate-control: max-age=100" -hdr "Set-Cookie: a=b"';
  for (const response of [plain, unsequenced, cookie]) {
    scenario(
      `rxreq\n${response}\nrxreq\n${response}`,
      `${get('/p/rope')}${get('/p/rope')}expect resp.http.x-cache == PASS`,
    );
  }
});

test('HTML, router payload and segments of one address never mix', () => {
  scenario(
    `rxreq\n${page('a', 1, 'html')}\nrxreq\nexpect req.http.rsc == 1\n${page('a', 1, 'payload')}`,
    `${get('/p/rope')}expect resp.body == "html"
     ${get('/p/rope?_rsc=abc', '-hdr "rsc: 1" -hdr "next-router-state-tree: x"')}expect resp.body == "payload"
     ${get('/p/rope?_rsc=def', '-hdr "rsc: 1" -hdr "next-router-state-tree: y"')}expect resp.http.x-cache == HIT
     expect resp.body == "payload"
     ${get('/p/rope')}expect resp.body == "html"`,
  );
});

test('a purge of one tag takes all pages that carry it, and only those', () => {
  scenario(
    `rxreq\n${page('product:1 category:9', 10, 'one')}\nrxreq\n${page('product:2', 10, 'two')}\nrxreq\n${page('product:1', 11, 'one again')}`,
    `${get('/p/one')}${get('/p/two')}
     txreq -req PURGE -hdr "xkey-purge: category:9" -hdr "x-purge-seq: 11"
     rxresp
     expect resp.status == 200
     expect resp.http.x-purged == 1
     delay 1.2
     ${get('/p/two')}expect resp.http.x-cache == HIT
     ${get('/p/one')}expect resp.http.x-cache == MISS
     expect resp.body == "one again"`,
  );
});

test('a page that is true until an instant is fetched anew after it, where another is served from grace', () => {
  const until = (control: string, body: string) => page('a', 1, body).replace('max-age=100', control);
  for (const [control, state, body] of [
    ['max-age=1', 'HIT', 'first'],
    ['max-age=1, must-revalidate', 'MISS', 'second'],
  ]) {
    scenario(
      `rxreq\n${until(control ?? '', 'first')}\nrxreq\n${until(control ?? '', 'second')}`,
      `${get('/p/rope')}delay 1.5\n${get('/p/rope')}expect resp.http.x-cache == ${state}
       expect resp.body == "${body}"`,
    );
  }
});

test('a page rendered before a purge is refused after it, and fetched again', () => {
  scenario(
    `rxreq\n${page('product:1', 10, 'old price')}\naccept\nrxreq\n${page('product:1', 11, 'new price')}`,
    `txreq -req PURGE -hdr "xkey-purge: product:1" -hdr "x-purge-seq: 11"
     rxresp
     ${get('/p/one')}expect resp.body == "new price"
     ${get('/p/one')}expect resp.http.x-cache == HIT
     expect resp.body == "new price"`,
  );
});

test('a page marked stale by the page cache is never kept, even if every try is', () => {
  const stale = 'txresp -hdr "x-fpc-stale: 1" -hdr "x-fpc-seq: 9" -body "in between"';
  scenario(
    `${`rxreq\n${stale}\naccept\n`.repeat(3)}rxreq\n${stale}\nrxreq\n${page('a', 12, 'fresh')}`,
    `${get('/p/one')}expect resp.body == "in between"\n${get('/p/one')}expect resp.body == "fresh"`,
  );
});

test('personal paths, writes and signed requests pass, with their cookies', () => {
  const answer = 'txresp -hdr "xkey: a" -hdr "x-fpc-seq: 1" -hdr "surrogate-control: max-age=100"';
  scenario(
    ['/api/cart', '/checkout', '/orders/abc', '/admin/orders', '/p/rope']
      .map((path) => `rxreq\nexpect req.url == "${path}"\nexpect req.http.cookie == "a=b"\n${answer}`)
      .join('\n'),
    `${['/api/cart', '/checkout', '/orders/abc', '/admin/orders'].map((path) => `${get(path, '-hdr "Cookie: a=b"')}expect resp.http.x-cache == PASS`).join('\n')}
     txreq -req POST -url /p/rope -hdr "Cookie: a=b"
     rxresp
     expect resp.http.x-cache == PASS`,
  );
});

test('nobody purges through the edge, without tags, or with a sequence Varnish cannot read', () => {
  scenario(
    `rxreq\n${page('a', 1, 'x')}`,
    `${get('/p/one')}
     txreq -req PURGE -hdr "xkey-purge: a" -hdr "X-Forwarded-Host: shop.example"
     rxresp
     expect resp.status == 403
     txreq -req PURGE
     rxresp
     expect resp.status == 400
     txreq -req PURGE -hdr "xkey-purge: a" -hdr "x-purge-seq: 99999999999999999999"
     rxresp
     expect resp.status == 400
     ${get('/p/one')}expect resp.http.x-cache == HIT
     txreq -req TRACE
     rxresp
     expect resp.status == 405`,
  );
});

test('with the shop away a page says so kindly, and the API as problem+json', () => {
  scenario(
    Array(4).fill('rxreq').join('\nclose\naccept\n'),
    `txreq -url "/.well-known/varnish"
     rxresp
     expect resp.status == 200
     ${get('/p/one')}expect resp.status == 503
     expect resp.http.retry-after == 5
     expect resp.body ~ "Back in a moment"
     ${get('/api/cart')}expect resp.status == 503
     expect resp.http.content-type == "application/problem+json"`,
  );
});

test('an address that is none cannot become a purger', () => {
  expect(() => renderVcl({ webPorts: [1], purgers: ['"; } evil'] })).toThrow(/Not an address/);
});
